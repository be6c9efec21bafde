using System.Collections.ObjectModel;

namespace Reeve.Kubernetes;

/// <summary>A volume of a CSI driver.</summary>
public sealed record CSIPersistentVolumeSource : KubernetesRecord
{
    /// <summary>Name of the driver.</summary>
    public string Driver { get; init => field = value ?? ""; } = "";

    /// <summary>Identity of the volume, for the driver.</summary>
    public string VolumeHandle { get; init => field = value ?? ""; } = "";

    /// <summary>Whether it is read-only.</summary>
    public bool? ReadOnly { get; init; }

    /// <summary>File system type.</summary>
    public string? FsType { get; init; }

    /// <summary>Attributes of the volume.</summary>
    public IReadOnlyDictionary<string, string> VolumeAttributes { get; init => field = value ?? ReadOnlyDictionary<string, string>.Empty; }
        = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Secret for attaching.</summary>
    public SecretReference? ControllerPublishSecretRef { get; init; }

    /// <summary>Secret for staging.</summary>
    public SecretReference? NodeStageSecretRef { get; init; }

    /// <summary>Secret for publishing.</summary>
    public SecretReference? NodePublishSecretRef { get; init; }

    /// <summary>Secret for expanding, in the controller.</summary>
    public SecretReference? ControllerExpandSecretRef { get; init; }

    /// <summary>Secret for expanding, on the node.</summary>
    public SecretReference? NodeExpandSecretRef { get; init; }
}
