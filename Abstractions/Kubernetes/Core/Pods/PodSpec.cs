using System.Collections.ObjectModel;

namespace Reeve.Kubernetes;

/// <summary>What is wanted of a pod.</summary>
public sealed record PodSpec : KubernetesRecord
{
    /// <summary>Volumes that containers can mount.</summary>
    public IReadOnlyList<Volume> Volumes { get; init => field = value ?? []; } = [];

    /// <summary>Containers that run in order before the others; with <c>restartPolicy: Always</c> they are sidecars.</summary>
    public IReadOnlyList<Container> InitContainers { get; init => field = value ?? []; } = [];

    /// <summary>The containers, at least one.</summary>
    public IReadOnlyList<Container> Containers { get; init => field = value ?? []; } = [];

    /// <summary>Containers added to the running pod for debugging.</summary>
    public IReadOnlyList<EphemeralContainer> EphemeralContainers { get; init => field = value ?? []; } = [];

    /// <summary>One of <see cref="RestartPolicies"/>; default Always.</summary>
    public string? RestartPolicy { get; init; }

    /// <summary>Seconds between asking the containers to end and killing them; default 30.</summary>
    public long? TerminationGracePeriodSeconds { get; init; }

    /// <summary>Seconds, from the pod's start time, after which it is failed.</summary>
    public long? ActiveDeadlineSeconds { get; init; }

    /// <summary>One of <see cref="DnsPolicies"/>; default ClusterFirst.</summary>
    public string? DnsPolicy { get; init; }

    /// <summary>Labels the node must have.</summary>
    public IReadOnlyDictionary<string, string> NodeSelector { get; init => field = value ?? ReadOnlyDictionary<string, string>.Empty; }
        = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Service account the pod runs as.</summary>
    public string? ServiceAccountName { get; init; }

    /// <summary>Deprecated alias of <c>serviceAccountName</c>.</summary>
    public string? ServiceAccount { get; init; }

    /// <summary>Whether a service account token is mounted; default true.</summary>
    public bool? AutomountServiceAccountToken { get; init; }

    /// <summary>Node the pod is bound to.</summary>
    public string? NodeName { get; init; }

    /// <summary>Whether the pod uses the node's network.</summary>
    public bool? HostNetwork { get; init; }

    /// <summary>Whether the pod uses the node's process ids.</summary>
    public bool? HostPID { get; init; }

    /// <summary>Whether the pod uses the node's IPC namespace.</summary>
    public bool? HostIPC { get; init; }

    /// <summary>Whether the containers share one process namespace.</summary>
    public bool? ShareProcessNamespace { get; init; }

    /// <summary>Security settings of the pod, and defaults for its containers.</summary>
    public PodSecurityContext? SecurityContext { get; init; }

    /// <summary>Secrets in the same namespace for pulling images.</summary>
    public IReadOnlyList<LocalObjectReference> ImagePullSecrets { get; init => field = value ?? []; } = [];

    /// <summary>Host name; default the pod's name.</summary>
    public string? Hostname { get; init; }

    /// <summary>Subdomain: the host is <c>hostname.subdomain.namespace.svc.domain</c>.</summary>
    public string? Subdomain { get; init; }

    /// <summary>Scheduling constraints.</summary>
    public Affinity? Affinity { get; init; }

    /// <summary>Scheduler that places the pod.</summary>
    public string? SchedulerName { get; init; }

    /// <summary>Taints the pod tolerates.</summary>
    public IReadOnlyList<Toleration> Tolerations { get; init => field = value ?? []; } = [];

    /// <summary>Entries added to the hosts file.</summary>
    public IReadOnlyList<HostAlias> HostAliases { get; init => field = value ?? []; } = [];

    /// <summary>Priority class.</summary>
    public string? PriorityClassName { get; init; }

    /// <summary>Priority; higher is more important.</summary>
    public int? Priority { get; init; }

    /// <summary>DNS settings merged with those of <c>dnsPolicy</c>.</summary>
    public PodDNSConfig? DnsConfig { get; init; }

    /// <summary>Further conditions that must be True for the pod to be ready.</summary>
    public IReadOnlyList<PodReadinessGate> ReadinessGates { get; init => field = value ?? []; } = [];

    /// <summary>Runtime class that runs the pod.</summary>
    public string? RuntimeClassName { get; init; }

    /// <summary>Whether services become environment variables; default true.</summary>
    public bool? EnableServiceLinks { get; init; }

    /// <summary>One of <see cref="PreemptionPolicies"/>; default PreemptLowerPriority.</summary>
    public string? PreemptionPolicy { get; init; }

    /// <summary>Resources the runtime itself needs, per resource name.</summary>
    public IReadOnlyDictionary<string, Quantity> Overhead { get; init => field = value ?? ReadOnlyDictionary<string, Quantity>.Empty; }
        = ReadOnlyDictionary<string, Quantity>.Empty;

    /// <summary>How matching pods spread over topologies.</summary>
    public IReadOnlyList<TopologySpreadConstraint> TopologySpreadConstraints { get; init => field = value ?? []; } = [];

    /// <summary>Whether the host name is the fully qualified one.</summary>
    public bool? SetHostnameAsFQDN { get; init; }

    /// <summary>Operating system of the containers.</summary>
    public PodOS? Os { get; init; }

    /// <summary>Whether the node's user namespace is used; default true.</summary>
    public bool? HostUsers { get; init; }

    /// <summary>While there are any, the pod is not scheduled.</summary>
    public IReadOnlyList<PodSchedulingGate> SchedulingGates { get; init => field = value ?? []; } = [];

    /// <summary>Resource claims to allocate before the pod starts.</summary>
    public IReadOnlyList<PodResourceClaim> ResourceClaims { get; init => field = value ?? []; } = [];

    /// <summary>Requests and limits of the pod as a whole.</summary>
    public ResourceRequirements? Resources { get; init; }

    /// <summary>Host name seen inside the pod, in place of the derived one.</summary>
    public string? HostnameOverride { get; init; }

    /// <summary>Workload and pod group for gang scheduling (1.35).</summary>
    public WorkloadReference? WorkloadRef { get; init; }

    /// <summary>Scheduling group the pod belongs to (1.36).</summary>
    public PodSchedulingGroup? SchedulingGroup { get; init; }
}
