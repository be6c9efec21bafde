using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Statuses;

/// <summary>
/// Computes a pod's conditions as the kubelet does (<c>pkg/kubelet/status/generate.go</c>). The time of a transition changes only with
/// the condition's status. Conditions of others (readiness gates) are kept.
/// </summary>
internal sealed class PodConditionRules(PodStatusInput input, string phase, IReadOnlyList<ContainerStatus> init, IReadOnlyList<ContainerStatus> regular)
{
    private static readonly string[] Own =
    [
        PodConditionTypes.PodReadyToStartContainers, PodConditionTypes.Initialized, PodConditionTypes.Ready,
        PodConditionTypes.ContainersReady, PodConditionTypes.PodScheduled,
        PodConditionTypes.PodResizePending, PodConditionTypes.PodResizeInProgress,
    ];

    private readonly IReadOnlyList<PodCondition> _previous = input.Previous?.Conditions ?? [];
    private readonly PodSpec _spec = input.Pod.Spec;
    private readonly bool _ended = phase is PodPhases.Succeeded or PodPhases.Failed;

    /// <summary>Whether a condition is computed here.</summary>
    public static bool IsOwn(string type) => Own.Contains(type);

    /// <summary>The conditions of the node with those that others have set.</summary>
    public static IReadOnlyList<PodCondition> TakeForeign(IReadOnlyList<PodCondition> own, IReadOnlyList<PodCondition> all) =>
        [.. own.Where(condition => IsOwn(condition.Type)), .. all.Where(condition => !IsOwn(condition.Type))];

    /// <summary>The conditions, in a fixed order.</summary>
    public IReadOnlyList<PodCondition> Compute()
    {
        var containersReady = ContainersReady();
        var sandbox = input.Report?.SandboxReadyAt is not null && !_ended;
        List<PodCondition> conditions =
        [
            Condition(PodConditionTypes.PodReadyToStartContainers, new(sandbox)),
            Condition(PodConditionTypes.Initialized, Initialized()),
            Condition(PodConditionTypes.Ready, Ready(containersReady)),
            Condition(PodConditionTypes.ContainersReady, containersReady),
            Condition(PodConditionTypes.PodScheduled, new(true)),
        ];
        if ((input.Resize ?? input.Report?.Resize) is { Outcome: not PodChangeOutcome.Applied } resize && !_ended)
        {
            conditions.Add(Resize(resize));
        }

        conditions.AddRange(_previous.Where(condition => !Own.Contains(condition.Type)));
        return conditions;
    }

    private static string List(IEnumerable<string> names) => $"[{string.Join(' ', names)}]";

    private PodCondition Resize(PodChangeResult resize) => Condition(
        resize.Outcome is PodChangeOutcome.Deferred or PodChangeOutcome.Infeasible
            ? PodConditionTypes.PodResizePending
            : PodConditionTypes.PodResizeInProgress,
        new(
            true,
            resize.Outcome switch
            {
                PodChangeOutcome.Deferred => PodReasons.Deferred,
                PodChangeOutcome.Infeasible => PodReasons.Infeasible,
                _ => null,
            },
            resize.Message));

    private Verdict Initialized()
    {
        var unknown = new List<string>();
        var incomplete = new List<string>();
        foreach (var container in _spec.InitContainers)
        {
            var status = init.FirstOrDefault(status => status.Name == container.Name);
            if (status is null)
            {
                unknown.Add(container.Name);
            }
            else if (RestartDecision.IsSidecar(container) ? status.Started != true : !status.Ready)
            {
                incomplete.Add(container.Name);
            }
        }

        if (phase == PodPhases.Succeeded && unknown.Count == 0)
        {
            return new(true, PodReasons.PodCompleted);
        }

        // A sidecar that starts again does not undo the initialization.
        return (unknown.Count == 0 && incomplete.Count == 0) || PodPhaseRules.HasStarted(regular)
            ? new(true)
            : new(false, PodReasons.ContainersNotInitialized, Message(unknown, "incomplete", incomplete));
    }

    private Verdict ContainersReady()
    {
        if (_ended)
        {
            return new(false, phase == PodPhases.Succeeded ? PodReasons.PodCompleted : PodReasons.PodFailed);
        }

        var unknown = new List<string>();
        var unready = new List<string>();
        foreach (var container in _spec.InitContainers)
        {
            if (RestartDecision.IsSidecar(container))
            {
                Sort(container, init);
            }
        }

        foreach (var container in _spec.Containers)
        {
            Sort(container, regular);
        }

        return unknown.Count == 0 && unready.Count == 0
            ? new(true)
            : new(false, PodReasons.ContainersNotReady, Message(unknown, "unready", unready));

        void Sort(Container container, IReadOnlyList<ContainerStatus> statuses)
        {
            var status = statuses.FirstOrDefault(status => status.Name == container.Name);
            if (status is null)
            {
                unknown.Add(container.Name);
            }
            else if (!status.Ready)
            {
                unready.Add(container.Name);
            }
        }
    }

    private Verdict Ready(Verdict containersReady)
    {
        if (!containersReady.Holds)
        {
            return containersReady;
        }

        var messages = new List<string>();
        foreach (var gate in _spec.ReadinessGates)
        {
            var condition = _previous.FirstOrDefault(condition => condition.Type == gate.ConditionType);
            if (condition is null)
            {
                messages.Add($"corresponding condition of pod readiness gate \"{gate.ConditionType}\" does not exist.");
            }
            else if (condition.Status != ConditionStatuses.True)
            {
                messages.Add($"the status of pod readiness gate \"{gate.ConditionType}\" is not \"True\", but {condition.Status}");
            }
        }

        return messages.Count == 0 ? new(true) : new(false, PodReasons.ReadinessGatesNotReady, string.Join(", ", messages));
    }

    private static string Message(List<string> unknown, string what, List<string> others)
    {
        var parts = new List<string>();
        if (unknown.Count > 0)
        {
            parts.Add($"containers with unknown status: {List(unknown)}");
        }

        if (others.Count > 0)
        {
            parts.Add($"containers with {what} status: {List(others)}");
        }

        return string.Join(", ", parts);
    }

    private PodCondition Condition(string type, Verdict verdict)
    {
        var status = verdict.Holds ? ConditionStatuses.True : ConditionStatuses.False;
        var before = _previous.FirstOrDefault(condition => condition.Type == type);
        return new()
        {
            Type = type,
            Status = status,
            Reason = verdict.Reason,
            Message = verdict.Message,
            ObservedGeneration = input.Pod.Metadata.Generation,
            LastTransitionTime = before?.Status == status ? before.LastTransitionTime : new Time(input.Now),
        };
    }

    private readonly record struct Verdict(bool Holds, string? Reason = null, string? Message = null);
}
