namespace Reeve.Kubernetes;

/// <summary>Deprecated: a ScaleIO volume.</summary>
public sealed record ScaleIOPersistentVolumeSource : KubernetesRecord
{
    /// <summary>Address of the gateway.</summary>
    public string Gateway { get; init => field = value ?? ""; } = "";

    /// <summary>Name of the storage system.</summary>
    public string System { get; init => field = value ?? ""; } = "";

    /// <summary>Secret with the credentials.</summary>
    public SecretReference? SecretRef { get; init; }

    /// <summary>Whether TLS is used.</summary>
    public bool? SslEnabled { get; init; }

    /// <summary>Protection domain.</summary>
    public string? ProtectionDomain { get; init; }

    /// <summary>Storage pool.</summary>
    public string? StoragePool { get; init; }

    /// <summary><c>ThickProvisioned</c> or <c>ThinProvisioned</c>.</summary>
    public string? StorageMode { get; init; }

    /// <summary>Name of the volume.</summary>
    public string? VolumeName { get; init; }

    /// <summary>File system type.</summary>
    public string? FsType { get; init; }

    /// <summary>Whether it is read-only.</summary>
    public bool? ReadOnly { get; init; }
}
