namespace Reeve.Kubernetes;

/// <summary>Deprecated: a Ceph file system.</summary>
public sealed record CephFSPersistentVolumeSource : KubernetesRecord
{
    /// <summary>Addresses of the monitors.</summary>
    public IReadOnlyList<string> Monitors { get; init => field = value ?? []; } = [];

    /// <summary>Root of the mount; default <c>/</c>.</summary>
    public string? Path { get; init; }

    /// <summary>User; default <c>admin</c>.</summary>
    public string? User { get; init; }

    /// <summary>Path of the key ring.</summary>
    public string? SecretFile { get; init; }

    /// <summary>Secret with the key.</summary>
    public SecretReference? SecretRef { get; init; }

    /// <summary>Whether it is read-only.</summary>
    public bool? ReadOnly { get; init; }
}
