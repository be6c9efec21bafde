using Reeve.Plugins.Slurm.Jobs.Files;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Jobs;

/// <summary>Finds placeholders that occur nowhere in a pod.</summary>
internal static class PlaceholderChoice
{
    // Stands for the address while texts are put together; no placeholder contains it.
    private const string Address = "\u0001";

    public static Placeholders For(ResolvedPod pod)
    {
        var facts = new PodFacts { PodIPs = [Address], HostIPs = [Address] };
        var texts = new List<string>();
        foreach (var container in pod.Containers)
        {
            // What is put together out of variables counts as well, so what is looked at is the outcome.
            var environment = container.Environment.Expand(facts);
            var values = environment.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
            texts.AddRange(environment.Select(pair => pair.Value));
            texts.AddRange(environment.Select(pair => pair.Key));
            texts.AddRange(container.Spec.Command.Concat(container.Spec.Args).Select(word => VariableExpansion.Expand(word, values)));
            texts.AddRange(container.Spec.VolumeMounts.Select(mount => mount.MountPath + '\n' + mount.SubPath + '\n' + VariableExpansion.Expand(mount.SubPathExpr ?? "", values)));
            texts.AddRange(Actions(container).Concat([container.Spec.Image ?? "", container.Spec.WorkingDir ?? "", container.Spec.TerminationMessagePath ?? ""]));
        }

        texts.AddRange(pod.Pod.Metadata.Annotations.Values);
        texts.AddRange(pod.PullSecrets.SelectMany(secret => new[] { secret.Username, secret.Password }));
        return Placeholders.For(texts);
    }

    private static IEnumerable<string> Actions(ResolvedContainer container)
    {
        var spec = container.Spec;
        Kubernetes.Probe?[] probes = [spec.StartupProbe, spec.LivenessProbe, spec.ReadinessProbe];
        Kubernetes.LifecycleHandler?[] hooks = [spec.Lifecycle?.PostStart, spec.Lifecycle?.PreStop];
        var commands = probes.Select(probe => probe?.Exec).Concat(hooks.Select(hook => hook?.Exec)).SelectMany(exec => exec?.Command ?? []);
        var requests = probes.Select(probe => probe?.HttpGet).Concat(hooks.Select(hook => hook?.HttpGet)).Where(http => http is not null)
            .SelectMany(http => http!.HttpHeaders.SelectMany(header => new[] { header.Name, header.Value }).Append(http.Path ?? ""));
        return commands.Concat(requests).Concat(probes.Select(probe => probe?.Grpc?.Service ?? ""));
    }
}
