using Reeve.Containers;
using Reeve.Plugins.Process.Records;
using Reeve.Plugins.Process.Supervisor;
using Reeve.Workloads;

namespace Reeve.Plugins.Process.Supervision;

/// <summary>What the engine is told about a container.</summary>
internal static class Observations
{
    private const int CannotStart = 128;
    private const int Killed = 137;
    private const string StatusUnknown = "ContainerStatusUnknown";

    public static ContainerObservation Running(ContainerId id, StartRecord start) => new()
    {
        Id = id,
        State = ContainerRunState.Running,
        StartedAt = start.StartedAt,
        ProcessId = start.MainPid,
    };

    /// <param name="purposes">What each mount operation was for, if known.</param>
    public static ContainerObservation Ended(
        ContainerId id, ContainerLabel label, StartRecord? start, EndRecord end, IReadOnlyList<string>? purposes = null)
    {
        var observation = new ContainerObservation
        {
            Id = id,
            State = ContainerRunState.Terminated,
            StartedAt = start?.StartedAt,
            FinishedAt = end.Time,
        };
        return end.Kind switch
        {
            EndKind.Exited => observation with { ExitCode = end.Number },
            EndKind.Signaled => observation with { ExitCode = CannotStart + end.Number, Signal = end.Number },
            EndKind.Failed => observation with
            {
                StartedAt = null,
                ExitCode = CannotStart,
                Reason = end.Stage == SupervisorStage.Exec ? "StartError" : "ContainerCannotRun",
                Message = StartFailure.Describe(end, label, purposes),
            },
            EndKind.Rebooted => observation with
            {
                ExitCode = Killed,
                Reason = StatusUnknown,
                Message = "The machine was started again while the container ran.",
            },
            _ => observation with
            {
                ExitCode = Killed,
                Reason = StatusUnknown,
                Message = $"The container's supervisor (process {start?.SupervisorPid}) was killed; the processes of the container were killed with it.",
            },
        };
    }
}
