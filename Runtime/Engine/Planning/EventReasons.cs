namespace Reeve.Runtime.Engine.Planning;

/// <summary>Reasons of events, as in the kubelet's <c>pkg/kubelet/events</c>, and <see cref="ContainerLost"/>.</summary>
internal static class EventReasons
{
    public const string Pulling = nameof(Pulling);
    public const string ErrImageNeverPull = nameof(ErrImageNeverPull);
    public const string Pulled = nameof(Pulled);
    public const string Created = nameof(Created);
    public const string Started = nameof(Started);
    public const string Killing = nameof(Killing);
    public const string BackOff = nameof(BackOff);
    public const string Failed = nameof(Failed);
    public const string Unhealthy = nameof(Unhealthy);
    public const string ProbeWarning = nameof(ProbeWarning);
    public const string FailedMount = nameof(FailedMount);
    public const string FailedCreatePodSandBox = nameof(FailedCreatePodSandBox);
    public const string FailedPostStartHook = nameof(FailedPostStartHook);
    public const string FailedPreStopHook = nameof(FailedPreStopHook);
    public const string SandboxChanged = nameof(SandboxChanged);
    public const string InspectFailed = nameof(InspectFailed);
    public const string Evicted = nameof(Evicted);
    public const string DeadlineExceeded = nameof(DeadlineExceeded);
    public const string ContainerLost = nameof(ContainerLost);
    public const string FailedKillPod = nameof(FailedKillPod);
}
