using Reeve.Kubernetes;
using Reeve.Plugins.Slurm.Jobs.Commands;
using Reeve.Plugins.Slurm.Jobs.Files;
using Reeve.Plugins.Slurm.Jobs.Flags;
using Reeve.Plugins.Slurm.Jobs.Images;
using Reeve.Plugins.Slurm.Jobs.Probing;
using Reeve.Plugins.Slurm.Jobs.Volumes;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Jobs;

/// <summary>Writes the files of a pod's containers. For one pod; not thread-safe.</summary>
internal sealed class ContainerWriter(
    ResolvedPod pod, ContainerOptions options, IContainerCommands commands, Placeholders placeholders, IReadOnlyDictionary<string, VolumePlace> volumes,
    PodPlace place, PodSettings settings, Findings findings)
{
    // All arguments and variables together, as Linux takes them: execve(2), with room for what the job adds.
    private const int MaxItems = 1_500_000;

    private readonly List<KeyValuePair<string, byte[]>> _files = [];
    private readonly ImageReferences _images = new(options);

    /// <summary>Files by path in the bundle.</summary>
    public IReadOnlyList<KeyValuePair<string, byte[]>> Files => _files;

    /// <summary>Paths below volumes that have to be made.</summary>
    public SortedSet<string> SubPaths { get; } = new(StringComparer.Ordinal);

    /// <summary>Writes a container's files.</summary>
    /// <param name="container">The container.</param>
    /// <param name="index">Its place in the pod.</param>
    public void Write(ResolvedContainer container, int index)
    {
        var spec = container.Spec;
        var field = ContainerPaths.Of(pod.Pod, container.Name);
        WriteSettings(container, index);
        var facts = new PodFacts { PodIPs = [placeholders.Address], HostIPs = [placeholders.Address] };
        var environment = container.Environment.Expand(facts).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        var plan = Plan(container, field, environment);
        if (!commands.HasMounts)
        {
            Variables.AddPlaces(environment, plan, MessageFile(container));
        }

        WriteList(container, "env", Variables.Write(spec, field, environment, commands, findings), $"{field}.env");
        WriteList(container, "argv", commands.Run(plan), field);
        WriteList(container, "exec", commands.Enter(plan), field);
        if (commands.Create(plan) is { } create)
        {
            settings.Add(container.Name, "mode", "instance");
            WriteList(container, "create", create, field);
        }

        if (PullCredentials.For(plan.Image, pod.PullSecrets) is { Count: > 0 } credentials)
        {
            WriteList(container, "pull", credentials, "spec.imagePullSecrets");
        }

        var actions = new ActionWriter(options, settings, findings);
        actions.Write(spec, field, pod.GracePeriod, Expand);
        _files.AddRange(actions.Files);

        // Commands of probes and hooks are not expanded, unlike those of containers.
        static IReadOnlyList<string> Expand(IReadOnlyList<string> words) => words;
    }

    private ContainerPlan Plan(ResolvedContainer container, string field, Dictionary<string, string> environment)
    {
        var spec = container.Spec;
        if (!commands.HasMounts && spec.Command.Count == 0)
        {
            findings.Add($"{field}.command", "Required value: programs of the cluster have no image that names one");
        }

        if (spec.WorkingDir is { Length: > 0 } directory && MountPlanner.Target(directory) is null && directory != "/")
        {
            findings.Add($"{field}.workingDir", "Invalid value: it must be an absolute path without '..', line feeds and NUL");
        }

        IEnumerable<BindMount> mounts = MountPlanner.Plan(spec, field, volumes, environment, SubPaths, findings);
        if (commands.HasMounts && spec.TerminationMessagePath is { Length: > 0 } message && !message.StartsWith("/dev/", StringComparison.Ordinal))
        {
            mounts = mounts.Append(new BindMount { Source = MessageFile(container), Target = message });
        }

        return new ContainerPlan
        {
            Image = commands.HasMounts ? _images.Resolve(pod.Pod, spec.Image, $"{field}.image", findings) : "",
            Command = Words(spec.Command, environment),
            Arguments = Words(spec.Args, environment),
            Mounts = [.. mounts, .. AnnotationOptions.Mounts(pod.Pod, options, findings)],
            Directory = spec.WorkingDir is { Length: > 0 } workingDir ? workingDir : null,
            Home = environment.GetValueOrDefault("HOME"),
            LibraryPathScript = environment.ContainsKey("LD_LIBRARY_PATH") ? $"{place.Directory}/{BundlePaths.LibraryPath}" : null,
            Options = AnnotationOptions.Options(pod.Pod, options, findings),
            Nvidia = ResourcePlanner.Asks(spec, "nvidia.com/gpu"),
            Amd = ResourcePlanner.Asks(spec, "amd.com/gpu"),
            Writable = container.SecurityContext.ReadOnlyRootFilesystem != true,
            Mpi = container.Kind == ContainerKind.Regular ? AnnotationOptions.Mpi(pod.Pod, findings) : null,
        };
    }

    private static IReadOnlyList<string> Words(IReadOnlyList<string> words, Dictionary<string, string> environment) =>
        [.. words.Select(word => VariableExpansion.Expand(word, environment))];

    private void WriteSettings(ResolvedContainer container, int index)
    {
        var spec = container.Spec;
        settings.Add(container.Name, "index", index);
        settings.Add(container.Name, "kind", container.Kind switch
        {
            ContainerKind.Init => "init",
            ContainerKind.Sidecar => "sidecar",
            _ => "regular",
        });
        settings.Add(container.Name, "restart", Restart(container));
        settings.Add(container.Name, "rules", string.Join(' ', spec.RestartPolicyRules.Where(rule => rule.ExitCodes is not null).Select(rule =>
            $"{rule.ExitCodes!.Operator}:{string.Join(',', rule.ExitCodes.Values)}")));
        if (!commands.HasMounts && spec.WorkingDir is { Length: > 0 } directory)
        {
            settings.Add(container.Name, "directory", directory);
        }

        settings.Add(container.Name, "messagePath", spec.TerminationMessagePath ?? "");
        settings.Add(container.Name, "messagePolicy", spec.TerminationMessagePolicy ?? "");
        if (spec.Lifecycle?.StopSignal is { Length: > 3 } signal)
        {
            settings.Add(container.Name, "stopSignal", signal[3..]);
        }
    }

    // A pod that is always to be running starts init containers again when they fail, not when they are done.
    private string Restart(ResolvedContainer container)
    {
        var policy = container.Spec.RestartPolicy ?? pod.Pod.Spec.RestartPolicy ?? RestartPolicies.Always;
        return container.Kind == ContainerKind.Init && policy == RestartPolicies.Always ? RestartPolicies.OnFailure : policy;
    }

    private string MessageFile(ResolvedContainer container) => $"{place.Directory}/{BundlePaths.Of(container.Name, "message")}";

    private void WriteList(ResolvedContainer container, string file, IReadOnlyList<string> words, string field)
    {
        var size = 0;
        foreach (var word in words)
        {
            Variables.Check(word, file == "argv" ? $"{field}.args" : field, findings);
            size += word.Length + 1;
        }

        if (size > MaxItems)
        {
            findings.Add(field, $"Too long: all together must have at most {MaxItems} bytes");
        }

        if (findings.Errors.Count == 0)
        {
            _files.Add(new(BundlePaths.Of(container.Name, file), NulList.Write(words)));
        }
    }
}
