using System.Collections.ObjectModel;

namespace Reeve.Kubernetes;

/// <summary>A volume of a CSI driver that lives as long as the pod.</summary>
public sealed record CSIVolumeSource : KubernetesRecord
{
    /// <summary>Name of the driver.</summary>
    public string Driver { get; init => field = value ?? ""; } = "";

    /// <summary>Whether it is read-only.</summary>
    public bool? ReadOnly { get; init; }

    /// <summary>File system type.</summary>
    public string? FsType { get; init; }

    /// <summary>Attributes passed to the driver.</summary>
    public IReadOnlyDictionary<string, string> VolumeAttributes { get; init => field = value ?? ReadOnlyDictionary<string, string>.Empty; }
        = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Secret passed to the driver.</summary>
    public LocalObjectReference? NodePublishSecretRef { get; init; }
}
