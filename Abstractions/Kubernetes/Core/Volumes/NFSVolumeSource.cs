namespace Reeve.Kubernetes;

/// <summary>An NFS export.</summary>
public sealed record NFSVolumeSource : KubernetesRecord
{
    /// <summary>Host name or address of the server.</summary>
    public string Server { get; init => field = value ?? ""; } = "";

    /// <summary>Exported path.</summary>
    public string Path { get; init => field = value ?? ""; } = "";

    /// <summary>Whether it is read-only.</summary>
    public bool? ReadOnly { get; init; }
}
