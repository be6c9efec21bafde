using System.Collections.ObjectModel;

namespace Reeve.Kubernetes;

/// <summary>Deprecated: a FlexVolume driver.</summary>
public sealed record FlexVolumeSource : KubernetesRecord
{
    /// <summary>Name of the driver.</summary>
    public string Driver { get; init => field = value ?? ""; } = "";

    /// <summary>File system type.</summary>
    public string? FsType { get; init; }

    /// <summary>Secret passed to the driver.</summary>
    public LocalObjectReference? SecretRef { get; init; }

    /// <summary>Whether it is read-only.</summary>
    public bool? ReadOnly { get; init; }

    /// <summary>Options passed to the driver.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init => field = value ?? ReadOnlyDictionary<string, string>.Empty; }
        = ReadOnlyDictionary<string, string>.Empty;
}
