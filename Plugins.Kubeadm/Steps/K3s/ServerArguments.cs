using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Steps.K3s;

/// <summary>k3s' server, running.</summary>
internal sealed record ServerArguments
{
    /// <summary>The cluster.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>The version that it shall be.</summary>
    public required string Version { get; init; }

    /// <summary>Absolute path of k3s' data.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Whether a cluster that is there is changed: the step is no lasting one then.</summary>
    public bool Change { get; init; }
}
