using System.Collections.ObjectModel;

namespace Reeve.Kubernetes;

/// <summary>How much storage is needed.</summary>
public sealed record VolumeResourceRequirements : KubernetesRecord
{
    /// <summary>Most, per resource name.</summary>
    public IReadOnlyDictionary<string, Quantity> Limits { get; init => field = value ?? ReadOnlyDictionary<string, Quantity>.Empty; }
        = ReadOnlyDictionary<string, Quantity>.Empty;

    /// <summary>Least, per resource name.</summary>
    public IReadOnlyDictionary<string, Quantity> Requests { get; init => field = value ?? ReadOnlyDictionary<string, Quantity>.Empty; }
        = ReadOnlyDictionary<string, Quantity>.Empty;
}
