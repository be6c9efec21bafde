using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Steps.Certificates;

/// <summary>Certificates to make anew, or parts of the configuration with them.</summary>
internal sealed record RenewArguments
{
    /// <summary>Their cluster.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>Arguments of the programs to run one after the other, each with its program first.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Commands { get; init; }

    /// <summary>Files to delete before, since kubeadm keeps what is there.</summary>
    public IReadOnlyList<string> Deleted { get; init; } = [];

    /// <summary>Where the copy is that was made before.</summary>
    public required string Backup { get; init; }

    /// <summary>Where the container runtime listens.</summary>
    public required string Socket { get; init; }
}
