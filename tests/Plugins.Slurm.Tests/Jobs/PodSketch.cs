using Reeve.Kubernetes;
using Reeve.Plugins.Slurm.Jobs;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Tests.Jobs;

/// <summary>Pods for tests, resolved as far as they need.</summary>
internal static class PodSketch
{
    public static readonly Owner Owner = new() { Cluster = "0123abcd", Node = "slurm" };

    public static ResolvedPod Resolve(
        PodSpec spec, IReadOnlyDictionary<string, string>? annotations = null, IReadOnlyList<VolumePlan>? volumes = null,
        IReadOnlyList<PullSecret>? secrets = null)
    {
        var uid = Guid.NewGuid().ToString();
        var pod = new Pod
        {
            Metadata = new ObjectMeta { Name = "test", Namespace = "default", Uid = uid, Annotations = annotations ?? new Dictionary<string, string>() },
            Spec = spec,
        };
        return new ResolvedPod
        {
            Id = new PodId { Owner = Owner, Uid = uid },
            Pod = pod,
            Containers =
            [
                .. spec.InitContainers.Select(container => Container(container, container.RestartPolicy == RestartPolicies.Always ? ContainerKind.Sidecar : ContainerKind.Init)),
                .. spec.Containers.Select(container => Container(container, ContainerKind.Regular)),
            ],
            Volumes = volumes ?? [],
            PullSecrets = secrets ?? [],
            GracePeriod = TimeSpan.FromSeconds(spec.TerminationGracePeriodSeconds ?? 30),
        };
    }

    /// <summary>A container that runs a line of shell.</summary>
    public static Container Shell(string name, string script, params (string Name, string Value)[] environment) => new()
    {
        Name = name,
        Image = "busybox",
        Command = ["/bin/sh", "-c", script],
        Env = [.. environment.Select(variable => new EnvVar { Name = variable.Name, Value = variable.Value })],
    };

    /// <summary>A pod of one container that never starts again.</summary>
    public static PodSpec Once(params IReadOnlyList<Container> containers) => new() { RestartPolicy = RestartPolicies.Never, Containers = containers };

    /// <summary>What is wrong with a pod, as the bundler says it.</summary>
    public static ProviderException Refusal(IPodBundler bundler, ResolvedPod pod) =>
        Xunit.Assert.Throws<ProviderException>(() => bundler.Make(pod, new PodPlace { Directory = "/shared/pod" }));

    private static ResolvedContainer Container(Container spec, ContainerKind kind) => new()
    {
        Spec = spec,
        Kind = kind,
        Environment = new EnvironmentPlan([.. spec.Env.Select(variable => new EnvironmentEntry
        {
            Name = variable.Name,
            Value = variable.Value ?? "",
            Source = variable.ValueFrom?.FieldRef?.FieldPath == "status.podIP" ? EnvironmentSource.PodIP : EnvironmentSource.Literal,
        })]),
    };
}
