using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Observation;

/// <summary>What a cluster's API says of it.</summary>
internal sealed record ApiFacts
{
    /// <summary>Whether it answers as ready.</summary>
    public bool Ready { get; init; }

    /// <summary>Its version without a leading v.</summary>
    public string? Version { get; init; }

    /// <summary>Its nodes.</summary>
    public IReadOnlyList<ClusterMachine> Machines { get; init; } = [];

    /// <summary>Versions of its parts: <c>runtime</c>, <c>cni</c>, <c>csi</c>.</summary>
    public IReadOnlyDictionary<string, string> Components { get; init; } = new Dictionary<string, string>();

    /// <summary>Where the manifests of its add-ons came from, by slot: <c>cni</c>, <c>csi</c>.</summary>
    public IReadOnlyDictionary<string, string> Addons { get; init; } = new Dictionary<string, string>();
}
