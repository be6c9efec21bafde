using System.Collections.ObjectModel;

namespace Reeve.Kubernetes;

/// <summary>What is wanted of a service.</summary>
public sealed record ServiceSpec : KubernetesRecord
{
    /// <summary>Ports.</summary>
    public IReadOnlyList<ServicePort> Ports { get; init => field = value ?? []; } = [];

    /// <summary>Labels of the pods behind it.</summary>
    public IReadOnlyDictionary<string, string> Selector { get; init => field = value ?? ReadOnlyDictionary<string, string>.Empty; }
        = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Address in the cluster; <c>None</c> for a headless service.</summary>
    public string? ClusterIP { get; init; }

    /// <summary>Addresses in the cluster, one per family.</summary>
    public IReadOnlyList<string> ClusterIPs { get; init => field = value ?? []; } = [];

    /// <summary>One of <see cref="ServiceTypes"/>; default ClusterIP.</summary>
    public string? Type { get; init; }

    /// <summary>Further addresses that nodes accept.</summary>
    public IReadOnlyList<string> ExternalIPs { get; init => field = value ?? []; } = [];

    /// <summary><c>ClientIP</c> or <c>None</c>; default None.</summary>
    public string? SessionAffinity { get; init; }

    /// <summary>Deprecated: wanted address of the load balancer.</summary>
    public string? LoadBalancerIP { get; init; }

    /// <summary>Client address ranges that are let in.</summary>
    public IReadOnlyList<string> LoadBalancerSourceRanges { get; init => field = value ?? []; } = [];

    /// <summary>Name to which an ExternalName service refers.</summary>
    public string? ExternalName { get; init; }

    /// <summary><c>Cluster</c> or <c>Local</c>.</summary>
    public string? ExternalTrafficPolicy { get; init; }

    /// <summary>Port for health checks of nodes.</summary>
    public int? HealthCheckNodePort { get; init; }

    /// <summary>Whether pods that are not ready are published.</summary>
    public bool? PublishNotReadyAddresses { get; init; }

    /// <summary>Settings of session affinity.</summary>
    public SessionAffinityConfig? SessionAffinityConfig { get; init; }

    /// <summary><c>IPv4</c>, <c>IPv6</c>.</summary>
    public IReadOnlyList<string> IpFamilies { get; init => field = value ?? []; } = [];

    /// <summary><c>SingleStack</c>, <c>PreferDualStack</c> or <c>RequireDualStack</c>.</summary>
    public string? IpFamilyPolicy { get; init; }

    /// <summary>Whether a load balancer gets node ports; default true.</summary>
    public bool? AllocateLoadBalancerNodePorts { get; init; }

    /// <summary>Implementation of the load balancer.</summary>
    public string? LoadBalancerClass { get; init; }

    /// <summary><c>Cluster</c> or <c>Local</c>.</summary>
    public string? InternalTrafficPolicy { get; init; }

    /// <summary>Preference for near endpoints.</summary>
    public string? TrafficDistribution { get; init; }
}
