using Reeve.Kubernetes;

namespace Reeve.Runtime.Pods.Statuses;

/// <summary>Containers of a pod of which nothing is left: one whose end nobody saw has ended none the less, as with the kubelet.</summary>
internal static class ReleasedContainers
{
    private const int UnknownExit = 137;

    /// <summary>The statuses with every container ended that ever started.</summary>
    public static IReadOnlyList<ContainerStatus> Of(IReadOnlyList<ContainerStatus> statuses, DateTimeOffset now) => [.. statuses.Select(status =>
        status.State.Running is not null ? Lost(status, now)
        : status is { State.Terminated: null, LastState.Terminated: { } end } ? status with { State = new() { Terminated = end } }
        : status)];

    private static ContainerStatus Lost(ContainerStatus status, DateTimeOffset now) => status with
    {
        Ready = false,
        Started = false,
        State = new()
        {
            Terminated = new()
            {
                ExitCode = UnknownExit,
                Reason = ContainerReasons.ContainerStatusUnknown,
                Message = "The container could not be located when the pod was terminated",
                StartedAt = status.State.Running?.StartedAt,
                FinishedAt = new Time(now),
                ContainerID = status.ContainerID,
            },
        },
    };
}
