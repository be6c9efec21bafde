using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Steps.Upgrade;

/// <summary>A control plane to take to a later version.</summary>
internal sealed record UpgradeArguments
{
    /// <summary>Its cluster.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>kubeadm of the later version: an absolute path, or a name on the search path.</summary>
    public required string Program { get; init; }

    /// <summary>The version, without a leading v.</summary>
    public required string Version { get; init; }

    /// <summary>Where the copy is that was made before.</summary>
    public required string Backup { get; init; }

    /// <summary>Where the container runtime listens.</summary>
    public required string Socket { get; init; }

    /// <summary>Preflight checks whose errors are warnings, by name.</summary>
    public IReadOnlyList<string> IgnorePreflightErrors { get; init; } = [];
}
