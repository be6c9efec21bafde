namespace Reeve.Kubernetes;

/// <summary>Security settings on Windows.</summary>
public sealed record WindowsSecurityContextOptions : KubernetesRecord
{
    /// <summary>Name of the GMSA credential specification.</summary>
    public string? GmsaCredentialSpecName { get; init; }

    /// <summary>Content of the GMSA credential specification.</summary>
    public string? GmsaCredentialSpec { get; init; }

    /// <summary>User name.</summary>
    public string? RunAsUserName { get; init; }

    /// <summary>Whether it runs as a host process.</summary>
    public bool? HostProcess { get; init; }
}
