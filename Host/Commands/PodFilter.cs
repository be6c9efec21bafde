using Reeve.Host.Agent;
using Reeve.Kubernetes;

namespace Reeve.Host.Commands;

/// <summary>Which pods a command is about.</summary>
/// <param name="Namespace">Their namespace; null for all.</param>
/// <param name="Names">Their names; empty for all.</param>
internal sealed record PodFilter(string? Namespace, IReadOnlyList<string> Names)
{
    /// <summary>Whether a pod is one of them.</summary>
    public bool Matches(Pod pod) =>
        (Namespace is null || PodLookup.KeyOf(pod).Namespace == Namespace) && (Names.Count == 0 || Names.Contains(pod.Metadata.Name));
}
