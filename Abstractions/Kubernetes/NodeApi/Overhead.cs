using System.Collections.ObjectModel;

namespace Reeve.Kubernetes;

/// <summary>Resources a runtime itself needs.</summary>
public sealed record Overhead : KubernetesRecord
{
    /// <summary>Per pod, per resource name.</summary>
    public IReadOnlyDictionary<string, Quantity> PodFixed { get; init => field = value ?? ReadOnlyDictionary<string, Quantity>.Empty; }
        = ReadOnlyDictionary<string, Quantity>.Empty;
}
