using Reeve.Workloads;

namespace Reeve.Hollow;

/// <summary>
/// A pod that does nothing, by the clock: waits, runs, ends. Its state at any moment follows from a few times, so that a
/// thousand of them cost a thousand small objects and, while nothing is due, no timer.
/// </summary>
internal sealed class HollowPod(HollowRecord record, HollowOptions options)
{
    public HollowRecord Record { get; } = record;

    public PodId Id { get; } = new() { Owner = new Owner { Cluster = record.Cluster, Node = record.Node }, Uid = record.Uid };

    /// <summary>When its state changes next, or null.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset now)
    {
        DateTimeOffset?[] times = [RunningAt, EndsAt];
        return times.Where(time => time > now).Min();
    }

    public PodReport Report(DateTimeOffset now)
    {
        var state = now < RunningAt ? ContainerRunState.Waiting : EndsAt is { } end && now >= end ? ContainerRunState.Terminated : ContainerRunState.Running;
        return new PodReport
        {
            Id = Id,
            AcceptedAt = Record.AcceptedAt,
            SandboxReadyAt = Record.AcceptedAt,
            PodIPs = ["10.0.0.1"],
            HostIPs = ["10.0.0.1"],
            BackendHandle = $"hollow/{Id.Token}",
            Containers = [.. Record.Containers.Select(name => Container(name, state))],
            Finished = state == ContainerRunState.Terminated,
        };
    }

    private DateTimeOffset RunningAt => Record.AcceptedAt.AddMilliseconds(options.StartMilliseconds);

    private DateTimeOffset? EndsAt
    {
        get
        {
            DateTimeOffset? own = options.RunMilliseconds < 0 ? null : RunningAt.AddMilliseconds(options.RunMilliseconds);
            return Record.StoppedAt is { } stopped && (own is null || stopped < own) ? stopped : own;
        }
    }

    private ContainerReport Container(string name, ContainerRunState state)
    {
        var stopped = state == ContainerRunState.Terminated && EndsAt == Record.StoppedAt;
        var exitCode = state != ContainerRunState.Terminated ? 0 : stopped ? 143 : options.ExitCode;
        return new ContainerReport
        {
            Name = name,
            State = state,
            Reason = state switch
            {
                ContainerRunState.Waiting => "ContainerCreating",
                ContainerRunState.Terminated => exitCode == 0 ? "Completed" : "Error",
                _ => null,
            },
            ExitCode = exitCode,
            Signal = stopped ? 15 : 0,
            StartedAt = state == ContainerRunState.Waiting ? null : RunningAt,
            FinishedAt = state == ContainerRunState.Terminated ? EndsAt : null,
            Started = state == ContainerRunState.Running,
            Ready = state == ContainerRunState.Running,
            BackendId = $"hollow://{Id.Token}/{name}",
        };
    }
}
