namespace Reeve.Runtime.Plugins;

/// <summary>The contract that a provider implements.</summary>
public enum ProviderKind
{
    /// <summary>Not one of the known contracts.</summary>
    Unknown = 0,

    /// <summary>Whole pods: <see cref="Workloads.IWorkloadProvider"/>; <c>workload</c> in a manifest.</summary>
    Workload,

    /// <summary>Single containers: <see cref="Containers.IContainerDriver"/>; <c>driver</c> in a manifest.</summary>
    Driver,

    /// <summary>Clusters: <see cref="Clusters.IClusterProvisioner"/>; <c>cluster</c> in a manifest.</summary>
    Cluster,

    /// <summary>Proxy traffic: <see cref="Proxies.IProxyProvider"/>; <c>proxy</c> in a manifest.</summary>
    Proxy,
}
