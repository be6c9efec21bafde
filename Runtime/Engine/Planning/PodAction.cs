using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Planning;

/// <summary>Something that the planner wants done. <see cref="Decisions"/> notes it in the state; work is then carried out.</summary>
internal abstract record PodAction
{
    /// <summary>Make volumes and sandbox.</summary>
    public sealed record SetUp : PodAction;

    /// <summary>Start the next attempt of a container.</summary>
    public sealed record Launch(ContainerTrack Container) : PodAction;

    /// <summary>Run the postStart hook.</summary>
    public sealed record PostStart(ContainerTrack Container) : PodAction;

    /// <summary>Run the preStop hook.</summary>
    public sealed record PreStop(ContainerTrack Container) : PodAction;

    /// <summary>Tell the driver to stop an attempt.</summary>
    public sealed record StopAttempt(ContainerTrack Container, TimeSpan GracePeriod) : PodAction;

    /// <summary>Collect message and output of an ended attempt.</summary>
    public sealed record CollectEnd(ContainerTrack Container) : PodAction;

    /// <summary>Run a probe.</summary>
    public sealed record RunProbe(ContainerTrack Container, ProbeTrack Probe) : PodAction;

    /// <summary>Measure volumes with a limit.</summary>
    public sealed record CheckLimits : PodAction;

    /// <summary>A container waits for a reason.</summary>
    public sealed record Wait(ContainerTrack Container, Waiting Why) : PodAction;

    /// <summary>A hook that only sleeps is over.</summary>
    public sealed record EndSleep(ContainerTrack Container) : PodAction;

    /// <summary>Wait a moment for a hook of an attempt that has ended.</summary>
    public sealed record HoldEnd(ContainerTrack Container) : PodAction;

    /// <summary>End a hook that may not go on, and say so.</summary>
    public sealed record GiveUpHook(ContainerTrack Container, HookKind Hook, string Why) : PodAction;

    /// <summary>Begin to stop a container.</summary>
    public sealed record Kill(ContainerTrack Container, StopCause Cause) : PodAction;

    /// <summary>The pod fails as a whole.</summary>
    public sealed record Fail(PodFailure Failure, TimeSpan GracePeriod) : PodAction;

    /// <summary>The pod has done what there was to do.</summary>
    public sealed record Complete : PodAction;

    /// <summary>Everything begins again.</summary>
    public sealed record RestartAll(ContainerTrack Because) : PodAction;
}
