using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Runtime.Engine.Logs;
using Reeve.Runtime.Engine.Templating;
using Reeve.Runtime.Engine.Volumes;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Launching;

/// <summary>Makes everything that an attempt needs: environment, arguments, mounts, log and message files.</summary>
internal sealed class LaunchBuilder(
    IPodVolumes volumes, IContainerLogs logs, EngineOptions options, PodTemplates templates, bool privateMounts)
{
    private const string DefaultMessagePath = "/dev/termination-log";

    /// <exception cref="ProviderException">What the pod asks for cannot be configured or made.</exception>
    public ContainerLaunch Build(ResolvedPod pod, ResolvedContainer container, ContainerId id, ResolvedImage image, PodFacts facts)
    {
        container = templates.Render(container, image);
        var spec = container.Spec;
        NonRoot.Check(container, image);
        var environment = new LaunchEnvironment(container.Environment, facts, image, Hostname.Of(pod.Pod), options.DefaultPath);
        var arguments = ProgramPaths.Resolve(CommandLine.Build(spec.Command, spec.Args, image, () => environment.Referable), image);
        if (arguments.Count == 0)
        {
            throw new ProviderException(
                ErrorReason.Invalid, $"no command specified: the image {image.Reference} names no program, so the container needs a command");
        }

        var mounts = spec.VolumeMounts.Count == 0 ? [] : volumes.GetMounts(pod, container, environment.All);
        mounts = templates.Apply(pod, container, image, mounts);
        environment.AddMounts(mounts, privateMounts);
        var directory = volumes.GetPodDirectory(pod.Id);
        mounts = AddMessageFile(spec, TerminationMessages.Create(directory, id), environment, mounts);
        var spool = logs.Open(id, spec.Tty == true);
        return new ContainerLaunch
        {
            Id = id,
            Container = container,
            Sandbox = new Sandbox { Id = pod.Id, Pod = pod, Directory = directory },
            Image = image,
            Arguments = arguments,
            Environment = environment.Variables,
            WorkingDirectory = spec.WorkingDir ?? image.WorkingDirectory,
            Mounts = mounts,
            StandardOutputPath = spool.StandardOutput,
            StandardErrorPath = spool.StandardError,
            OomScoreAdjustment = OomScore.Of(pod.Pod, spec, options.MemoryCapacity),
        };
    }

    private IReadOnlyList<ContainerMount> AddMessageFile(
        Container spec, string source, LaunchEnvironment environment, IReadOnlyList<ContainerMount> mounts)
    {
        var target = spec.TerminationMessagePath is { Length: > 0 } path ? path : DefaultMessagePath;
        environment.Set(LaunchEnvironment.TerminationLog, privateMounts ? target : source);
        return privateMounts
            ? [.. mounts, new ContainerMount { Volume = "", Source = source, Target = target, IsDirectory = false }]
            : mounts;
    }
}
