namespace Reeve.Kubernetes;

/// <summary>Security settings of a container.</summary>
public sealed record SecurityContext : KubernetesRecord
{
    /// <summary>Capabilities to add and drop.</summary>
    public Capabilities? Capabilities { get; init; }

    /// <summary>Whether it is as powerful as root on the node.</summary>
    public bool? Privileged { get; init; }

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

    /// <summary>Whether the root file system is read-only.</summary>
    public bool? ReadOnlyRootFilesystem { get; init; }

    /// <summary>Whether a process may gain more privileges than its parent.</summary>
    public bool? AllowPrivilegeEscalation { get; init; }

    /// <summary>One of <see cref="ProcMounts"/>.</summary>
    public string? ProcMount { get; init; }

    /// <summary>Seccomp profile.</summary>
    public SeccompProfile? SeccompProfile { get; init; }

    /// <summary>AppArmor profile.</summary>
    public AppArmorProfile? AppArmorProfile { get; init; }
}
