using System.Collections.ObjectModel;

namespace Reeve.Kubernetes;

/// <summary>Requests, limits and claims of resources.</summary>
public sealed record ResourceRequirements : KubernetesRecord
{
    /// <summary>Most that may be used, per resource name.</summary>
    public IReadOnlyDictionary<string, Quantity> Limits { get; init => field = value ?? ReadOnlyDictionary<string, Quantity>.Empty; }
        = ReadOnlyDictionary<string, Quantity>.Empty;

    /// <summary>Least that is needed, per resource name.</summary>
    public IReadOnlyDictionary<string, Quantity> Requests { get; init => field = value ?? ReadOnlyDictionary<string, Quantity>.Empty; }
        = ReadOnlyDictionary<string, Quantity>.Empty;

    /// <summary>Resource claims of the pod that are used.</summary>
    public IReadOnlyList<ResourceClaim> Claims { get; init => field = value ?? []; } = [];
}
