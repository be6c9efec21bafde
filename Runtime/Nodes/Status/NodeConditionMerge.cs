using Reeve.Kubernetes;

namespace Reeve.Runtime.Nodes.Status;

/// <summary>Keeps the times of conditions: a transition time changes only with the status.</summary>
internal static class NodeConditionMerge
{
    /// <summary>Stamps new conditions.</summary>
    /// <param name="wanted">Without times.</param>
    /// <param name="before">What was last written, with times.</param>
    /// <param name="now">The present time.</param>
    public static IReadOnlyList<NodeCondition> Stamp(IEnumerable<NodeCondition> wanted, IReadOnlyList<NodeCondition> before, DateTimeOffset now) =>
    [
        .. wanted.Select(condition => condition with
        {
            LastHeartbeatTime = new Time(now),
            LastTransitionTime = before.FirstOrDefault(old => old.Type == condition.Type) is { LastTransitionTime: { } since } old && old.Status == condition.Status
                ? since
                : new Time(now),
        }),
    ];

    /// <summary>Lays conditions over others: those of the first win, in the order of the second.</summary>
    public static IReadOnlyList<NodeCondition> Over(IReadOnlyList<NodeCondition> first, IReadOnlyList<NodeCondition> second) =>
    [
        .. second.Select(condition => first.FirstOrDefault(other => other.Type == condition.Type) ?? condition),
        .. first.Where(condition => second.All(other => other.Type != condition.Type)),
    ];
}
