using Reeve.Containers;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Planning;

/// <summary>All that is known of one container of a pod. Belongs to the pod's actor.</summary>
internal sealed class ContainerTrack(PodId pod, ResolvedContainer resolved)
{
    public ResolvedContainer Resolved { get; set; } = resolved;

    public string Name => Resolved.Name;

    public ContainerKind Kind => Resolved.Kind;

    public Stage Stage { get; set; }

    /// <summary>The newest attempt that counts; -1 before the first.</summary>
    public int Attempt { get; set; } = -1;

    /// <summary>The round of the pod that the newest attempt belongs to; see <see cref="PodState.Round"/>.</summary>
    public int Round { get; set; }

    /// <summary>What the driver said last of the newest attempt.</summary>
    public ContainerObservation? Observation { get; set; }

    /// <summary>What the driver's watch said of an attempt whose start has not returned yet.</summary>
    public ContainerObservation? Early { get; set; }

    public ResolvedImage? Image { get; set; }

    /// <summary>Ends the waiting for its image, while there is any.</summary>
    public CancellationTokenSource? ImageWait { get; set; }

    /// <summary>The end of the newest attempt.</summary>
    public ContainerReport? End { get; set; }

    /// <summary>The end of the attempt before.</summary>
    public ContainerReport? Last { get; set; }

    public Waiting? Waiting { get; set; }

    public Backoff Crash { get; set; }

    public Backoff Retry { get; set; }

    public DateTimeOffset? RetryAt { get; set; }

    /// <summary>The image that was not to be had: its own, or that of a volume.</summary>
    public string? MissingImage { get; set; }

    /// <summary>When a failed image turns from ErrImagePull to ImagePullBackOff.</summary>
    public DateTimeOffset? BackoffShownAt { get; set; }

    public HookStage PostStart { get; set; }

    public DateTimeOffset? PostStartSleepUntil { get; set; }

    public StopTrack? Stop { get; set; }

    /// <summary>Started again whatever its policy says of its exit code.</summary>
    public bool ForceRestart { get; set; }

    /// <summary>Whether the collecting of its end has begun.</summary>
    public bool Collecting { get; set; }

    /// <summary>How long its end is not taken because a hook of it still runs.</summary>
    public DateTimeOffset? EndHeldUntil { get; set; }

    public ProbeTrack? StartupProbe { get; set; }

    public ProbeTrack? ReadinessProbe { get; set; }

    public ProbeTrack? LivenessProbe { get; set; }

    /// <summary>The listing of the driver's watch in which the newest attempt was last known to exist.</summary>
    public int SeenIn { get; set; }

    /// <summary>Resources in force after a resize.</summary>
    public Reeve.Kubernetes.ResourceRequirements? Resources { get; set; }

    /// <summary>The oldest attempt that the driver may still hold.</summary>
    public int OldestKept { get; set; }

    public ContainerId Id => IdOf(Attempt);

    /// <summary>Something of it may be running.</summary>
    public bool IsBusy => Stage is Stage.Launching or Stage.Running or Stage.Ending;

    /// <summary>It runs, its postStart hook is done and its startup probe passed. One whose end is being collected is as it was.</summary>
    public bool IsStarted =>
        (Stage is Stage.Running or Stage.Ending) && PostStart is not (HookStage.Due or HookStage.Running) && (StartupProbe?.Passing ?? true);

    /// <summary>It serves; an init container: it has completed.</summary>
    public bool IsReady => Stage == Stage.Ended
        ? Kind == ContainerKind.Init && End is { ExitCode: 0 }
        : IsStarted && (ReadinessProbe?.Passing ?? true);

    public ContainerId IdOf(int attempt) => new() { Pod = pod, Name = Name, Attempt = attempt };
}
