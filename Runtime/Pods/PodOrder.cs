using Reeve.Kubernetes;

namespace Reeve.Runtime.Pods;

/// <summary>The order in which pods and events are listed.</summary>
internal static class PodOrder
{
    public static IReadOnlyList<PodRecord> Sort(IEnumerable<PodRecord> records) =>
    [
        .. records.OrderBy(record => record.Pod.Metadata.Namespace, StringComparer.Ordinal)
            .ThenBy(record => record.Pod.Metadata.Name, StringComparer.Ordinal)
            .ThenBy(record => record.Pod.Metadata.CreationTimestamp?.Value),
    ];

    public static IReadOnlyList<Event> Sort(IEnumerable<Event> events) =>
        [.. events.OrderBy(happened => happened.LastTimestamp?.Value)];
}
