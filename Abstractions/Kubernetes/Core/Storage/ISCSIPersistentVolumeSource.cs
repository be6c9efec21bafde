namespace Reeve.Kubernetes;

/// <summary>An iSCSI disk.</summary>
public sealed record ISCSIPersistentVolumeSource : KubernetesRecord
{
    /// <summary>Address of the target, with port unless it is 3260.</summary>
    public string TargetPortal { get; init => field = value ?? ""; } = "";

    /// <summary>Qualified name of the target.</summary>
    public string Iqn { get; init => field = value ?? ""; } = "";

    /// <summary>Logical unit number.</summary>
    public int Lun { get; init; }

    /// <summary>Interface; default <c>default</c>.</summary>
    public string? IscsiInterface { get; init; }

    /// <summary>File system type.</summary>
    public string? FsType { get; init; }

    /// <summary>Whether it is read-only.</summary>
    public bool? ReadOnly { get; init; }

    /// <summary>Further addresses of the target.</summary>
    public IReadOnlyList<string> Portals { get; init => field = value ?? []; } = [];

    /// <summary>Whether discovery uses CHAP.</summary>
    public bool? ChapAuthDiscovery { get; init; }

    /// <summary>Whether the session uses CHAP.</summary>
    public bool? ChapAuthSession { get; init; }

    /// <summary>Secret with the CHAP credentials.</summary>
    public SecretReference? SecretRef { get; init; }

    /// <summary>Qualified name of the initiator.</summary>
    public string? InitiatorName { get; init; }
}
