namespace Reeve.Kubernetes;

/// <summary>A volume given to a container as a block device.</summary>
public sealed record VolumeDevice : KubernetesRecord
{
    /// <summary>Name of the volume.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>Absolute path of the device in the container.</summary>
    public string DevicePath { get; init => field = value ?? ""; } = "";
}
