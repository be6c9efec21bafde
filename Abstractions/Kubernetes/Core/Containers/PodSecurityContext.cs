namespace Reeve.Kubernetes;

/// <summary>Security settings of a pod, and defaults for its containers.</summary>
public sealed record PodSecurityContext : KubernetesRecord
{
    /// <summary>SELinux context.</summary>
    public SELinuxOptions? SeLinuxOptions { get; init; }

    /// <summary>Windows settings.</summary>
    public WindowsSecurityContextOptions? WindowsOptions { get; init; }

    /// <summary>User id.</summary>
    public long? RunAsUser { get; init; }

    /// <summary>Primary group id.</summary>
    public long? RunAsGroup { get; init; }

    /// <summary>Whether running as root is refused.</summary>
    public bool? RunAsNonRoot { get; init; }

    /// <summary>Further group ids.</summary>
    public IReadOnlyList<long> SupplementalGroups { get; init => field = value ?? []; } = [];

    /// <summary><c>Merge</c> or <c>Strict</c>; default Merge.</summary>
    public string? SupplementalGroupsPolicy { get; init; }

    /// <summary>Group that owns the pod's volumes.</summary>
    public long? FsGroup { get; init; }

    /// <summary>Kernel parameters of the pod's namespaces.</summary>
    public IReadOnlyList<Sysctl> Sysctls { get; init => field = value ?? []; } = [];

    /// <summary><c>OnRootMismatch</c> or <c>Always</c>; default Always.</summary>
    public string? FsGroupChangePolicy { get; init; }

    /// <summary>Seccomp profile.</summary>
    public SeccompProfile? SeccompProfile { get; init; }

    /// <summary>AppArmor profile.</summary>
    public AppArmorProfile? AppArmorProfile { get; init; }

    /// <summary><c>Recursive</c> or <c>MountOption</c>.</summary>
    public string? SeLinuxChangePolicy { get; init; }
}
