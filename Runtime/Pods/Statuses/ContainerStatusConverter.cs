using Reeve.Kubernetes;
using Reeve.Workloads;
using ApiState = Reeve.Kubernetes.ContainerState;

namespace Reeve.Runtime.Pods.Statuses;

/// <summary>Makes statuses of containers from what the backend reports, in the order of the spec.</summary>
internal sealed class ContainerStatusConverter(PodStatusInput input)
{
    private readonly Dictionary<string, ContainerReport> _reports = ByName(input.Report);
    private readonly string _waiting = input.Pod.Spec.InitContainers.Count > 0
        ? ContainerReasons.PodInitializing
        : ContainerReasons.ContainerCreating;

    /// <summary>One status for each container.</summary>
    /// <param name="containers">The containers as written.</param>
    /// <param name="previous">Their statuses before.</param>
    /// <param name="isInit">Whether they are ready by having completed, unless they are sidecars.</param>
    /// <param name="isEphemeral">Whether they are left out until they are reported.</param>
    public IReadOnlyList<ContainerStatus> Convert(
        IEnumerable<ContainerCommon> containers, IReadOnlyList<ContainerStatus> previous, bool isInit = false, bool isEphemeral = false)
    {
        var statuses = new List<ContainerStatus>();
        foreach (var container in containers)
        {
            var before = previous.FirstOrDefault(status => status.Name == container.Name);
            var report = _reports.GetValueOrDefault(container.Name);
            if (isEphemeral && report is null && before is null)
            {
                continue;
            }

            // Until the backend has spoken, what was last known holds.
            statuses.Add(report is { State: not ContainerRunState.Unknown } ? FromReport(container, report, isInit)
                : before is not null && (input.Report is null || report is not null) && !IsUntouched(before) ? before
                : Waiting(container));
        }

        return statuses;
    }

    private static Dictionary<string, ContainerReport> ByName(PodReport? report)
    {
        var reports = new Dictionary<string, ContainerReport>(StringComparer.Ordinal);
        foreach (var container in report?.Containers ?? [])
        {
            reports[container.Name] = container;
        }

        return reports;
    }

    private static bool IsUntouched(ContainerStatus status) =>
        status.State.Running is null && status.State.Terminated is null && status.LastState.Terminated is null;

    private static ContainerStatus FromReport(ContainerCommon container, ContainerReport report, bool isInit)
    {
        var running = report.State == ContainerRunState.Running;
        var isRunToEnd = isInit && container.RestartPolicy != RestartPolicies.Always;
        return new()
        {
            Name = container.Name,
            State = StateOf(report),
            LastState = report.Last is { } last ? new() { Terminated = Terminated(last) } : new ApiState(),
            Ready = isRunToEnd ? report is { State: ContainerRunState.Terminated, ExitCode: 0 } : running && report.Ready,
            Started = running && report.Started,
            RestartCount = report.Attempt,
            Image = report.Image ?? container.Image ?? "",
            ImageID = report.ImageId ?? "",
            // While the next attempt is waited for, the id is that of the last one, as with the kubelet.
            ContainerID = report.BackendId ?? report.Last?.BackendId,
            Resources = report.Resources ?? (HasAny(container.Resources) ? container.Resources : null),
            AllocatedResources = container.Resources.Requests,
            StopSignal = container.Lifecycle?.StopSignal,
        };
    }

    private static ApiState StateOf(ContainerReport report) => report.State switch
    {
        ContainerRunState.Running => new() { Running = new() { StartedAt = ToTime(report.StartedAt) } },
        ContainerRunState.Terminated => new() { Terminated = Terminated(report) },
        _ => new() { Waiting = new() { Reason = report.Reason ?? ContainerReasons.ContainerCreating, Message = report.Message } },
    };

    private static ContainerStateTerminated Terminated(ContainerReport report) => new()
    {
        ExitCode = report.ExitCode,
        Signal = report.Signal == 0 ? null : report.Signal,
        Reason = report.Reason ?? (report.ExitCode == 0 ? ContainerReasons.Completed : ContainerReasons.Error),
        Message = report.Message is null ? null : TextLimits.Cut(report.Message, TextLimits.TerminationMessage),
        StartedAt = ToTime(report.StartedAt),
        FinishedAt = ToTime(report.FinishedAt),
        ContainerID = report.BackendId,
    };

    private static bool HasAny(ResourceRequirements resources) => resources.Limits.Count > 0 || resources.Requests.Count > 0;

    private static Time? ToTime(DateTimeOffset? time) => time is { } value ? new Time(value) : null;

    private ContainerStatus Waiting(ContainerCommon container)
    {
        var problem = input.ContainerProblems.GetValueOrDefault(container.Name);
        return new()
        {
            Name = container.Name,
            State = new()
            {
                Waiting = problem is null
                    ? new() { Reason = _waiting }
                    : new() { Reason = ContainerReasons.CreateContainerConfigError, Message = problem },
            },
            Image = container.Image ?? "",
            Started = false,
        };
    }
}
