using System.Globalization;
using System.Net;
using Reeve.Plugins.Slurm.Controller.Polling;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Pods;

/// <summary>Makes the report of a pod of what is known of it. Pure.</summary>
internal static class PodReports
{
    private const int Killed = 137;

    /// <summary>Makes a report, without events.</summary>
    /// <param name="id">The pod.</param>
    /// <param name="findings">What is known of it.</param>
    public static PodReport Of(PodId id, PodFindings findings)
    {
        var progress = findings.Progress;
        var isWaiting = (progress is null || findings.IsRequeued) && !findings.HasEnded;
        var failure = PodFailures.Of(findings);
        var addresses = OnePerFamily(progress?.Addresses ?? []);
        return new PodReport
        {
            Id = id,
            Containers = Containers(findings, failure),
            HostIPs = addresses,
            PodIPs = addresses,
            AcceptedAt = findings.AcceptedAt ?? findings.Job?.SubmittedAt ?? progress?.StartedAt,
            SandboxReadyAt = findings.IsRequeued ? null : progress?.StartedAt,
            Failure = failure,
            WaitingReason = isWaiting ? WaitingReason(findings) : null,
            WaitingMessage = isWaiting ? WaitingMessage(findings) : null,
            BackendHandle = findings.JobId?.ToString(CultureInfo.InvariantCulture),
            Finished = failure is not null || progress is { HasEnded: true, IsInterrupted: false } || (findings.HasEnded && findings.IsSettled),
        };
    }

    /// <summary>Why the pod's job does not run yet, in one word.</summary>
    public static string WaitingReason(PodFindings findings) => findings.View switch
    {
        { Phase: JobPhase.Waiting, Reason: { Length: > 0 } reason } => reason,
        { Phase: JobPhase.Active } => "JobStarting",
        _ => "JobSubmitted",
    };

    /// <summary>The same for people.</summary>
    public static string WaitingMessage(PodFindings findings)
    {
        var name = $"Slurm job {findings.JobId?.ToString(CultureInfo.InvariantCulture) ?? "?"}";
        return findings.View switch
        {
            { Phase: JobPhase.Waiting } view => $"{name} waits{(view.Job is { Partition: { Length: > 0 } partition } ? $" in partition {partition}" : "")}. {view.Message}".TrimEnd(),
            { Phase: JobPhase.Active, Job: { } job } => $"{name} starts on {(job.BatchNode.Length > 0 ? job.BatchNode : job.Nodes)}.",
            _ => $"{name} was submitted.",
        };
    }

    // The API takes one address of each family; a compute node has many.
    private static IReadOnlyList<string> OnePerFamily(IReadOnlyList<string> addresses) =>
        [.. addresses.Where(address => IPAddress.TryParse(address, out _)).DistinctBy(address => IPAddress.Parse(address).AddressFamily)];

    private static IReadOnlyList<ContainerReport> Containers(PodFindings findings, PodFailure? failure)
    {
        var containers = findings.Progress?.Containers ?? [];
        if (findings.IsRequeued)
        {
            return [.. containers.Select(container => container.State == ContainerRunState.Running || findings.IsInterrupted ? Interrupted(container) : container)];
        }

        // An end that Slurm made is told with its reason, and that takes a last look at what the job left.
        if (findings is { Progress.IsInterrupted: true, IsSettled: false })
        {
            return [.. containers.Select(container => container.State == ContainerRunState.Terminated ? Undecided(container) : container)];
        }

        return findings is { HasEnded: true, IsSettled: true } ? [.. containers.Select(container => Ended(container, findings, failure))] : containers;
    }

    private static ContainerReport Interrupted(ContainerReport container) => container with
    {
        State = ContainerRunState.Waiting,
        Reason = "JobRequeued",
        Message = "The job was put back into the queue.",
        Ready = false,
        Started = false,
    };

    private static ContainerReport Undecided(ContainerReport container) => container with
    {
        State = ContainerRunState.Waiting,
        Reason = "JobInterrupted",
        Message = "Slurm has ended this run of the job.",
        Ready = false,
        Started = false,
    };

    // The job is over, but its script could not say how this container ended.
    private static ContainerReport Ended(ContainerReport container, PodFindings findings, PodFailure? failure)
    {
        if (container.State != ContainerRunState.Running)
        {
            return container;
        }

        return container with
        {
            State = ContainerRunState.Terminated,
            Reason = failure is { Reason: PodFailures.OutOfMemory } ? PodFailures.OutOfMemory : "ContainerStatusUnknown",
            Message = failure?.Message ?? "The job ended before it could write how the container ended.",
            ExitCode = Killed,
            Signal = 0,
            Ready = false,
            Started = false,
            FinishedAt = findings.Job?.EndedAt ?? container.StartedAt,
        };
    }
}
