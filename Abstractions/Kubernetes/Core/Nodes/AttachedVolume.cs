namespace Reeve.Kubernetes;

/// <summary>A volume attached to a node.</summary>
public sealed record AttachedVolume : KubernetesRecord
{
    /// <summary>Name of the volume.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Path of the device.</summary>
    public string DevicePath { get; init => field = value ?? ""; } = "";
}
