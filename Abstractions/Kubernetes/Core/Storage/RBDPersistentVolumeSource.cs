namespace Reeve.Kubernetes;

/// <summary>Deprecated: a Ceph block device.</summary>
public sealed record RBDPersistentVolumeSource : KubernetesRecord
{
    /// <summary>Addresses of the monitors.</summary>
    public IReadOnlyList<string> Monitors { get; init => field = value ?? []; } = [];

    /// <summary>Name of the image.</summary>
    public string Image { get; init => field = value ?? ""; } = "";

    /// <summary>File system type.</summary>
    public string? FsType { get; init; }

    /// <summary>Pool; default <c>rbd</c>.</summary>
    public string? Pool { get; init; }

    /// <summary>User; default <c>admin</c>.</summary>
    public string? User { get; init; }

    /// <summary>Path of the key ring.</summary>
    public string? Keyring { get; init; }

    /// <summary>Secret with the key.</summary>
    public SecretReference? SecretRef { get; init; }

    /// <summary>Whether it is read-only.</summary>
    public bool? ReadOnly { get; init; }
}
