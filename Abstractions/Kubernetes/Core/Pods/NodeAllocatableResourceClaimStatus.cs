using System.Collections.ObjectModel;

namespace Reeve.Kubernetes;

/// <summary>Node resources allocated through one claim.</summary>
public sealed record NodeAllocatableResourceClaimStatus : KubernetesRecord
{
    /// <summary>Name of the claim.</summary>
    public string ResourceClaimName { get; init => field = value ?? ""; } = "";

    /// <summary>Containers that use it.</summary>
    public IReadOnlyList<string> Containers { get; init => field = value ?? []; } = [];

    /// <summary>Allocated quantities, per resource name.</summary>
    public IReadOnlyDictionary<string, Quantity> Resources { get; init => field = value ?? ReadOnlyDictionary<string, Quantity>.Empty; }
        = ReadOnlyDictionary<string, Quantity>.Empty;
}
