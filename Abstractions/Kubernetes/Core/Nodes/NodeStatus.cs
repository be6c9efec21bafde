using System.Collections.ObjectModel;
using System.Text.Json;

namespace Reeve.Kubernetes;

/// <summary>What was last observed of a node.</summary>
public sealed record NodeStatus : KubernetesRecord
{
    /// <summary>Resources there are, per resource name.</summary>
    public IReadOnlyDictionary<string, Quantity> Capacity { get; init => field = value ?? ReadOnlyDictionary<string, Quantity>.Empty; }
        = ReadOnlyDictionary<string, Quantity>.Empty;

    /// <summary>Resources for pods, per resource name.</summary>
    public IReadOnlyDictionary<string, Quantity> Allocatable { get; init => field = value ?? ReadOnlyDictionary<string, Quantity>.Empty; }
        = ReadOnlyDictionary<string, Quantity>.Empty;

    /// <summary>Deprecated by the API; not used.</summary>
    public string? Phase { get; init; }

    /// <summary>Conditions; types in <see cref="NodeConditionTypes"/>.</summary>
    public IReadOnlyList<NodeCondition> Conditions { get; init => field = value ?? []; } = [];

    /// <summary>Addresses by which the node is reached.</summary>
    public IReadOnlyList<NodeAddress> Addresses { get; init => field = value ?? []; } = [];

    /// <summary>Ports of the node's agent.</summary>
    public NodeDaemonEndpoints? DaemonEndpoints { get; init; }

    /// <summary>What the node is and runs.</summary>
    public NodeSystemInfo? NodeInfo { get; init; }

    /// <summary>Images on the node.</summary>
    public IReadOnlyList<ContainerImage> Images { get; init => field = value ?? []; } = [];

    /// <summary>Attached volumes that are mounted.</summary>
    public IReadOnlyList<string> VolumesInUse { get; init => field = value ?? []; } = [];

    /// <summary>Attached volumes.</summary>
    public IReadOnlyList<AttachedVolume> VolumesAttached { get; init => field = value ?? []; } = [];

    /// <summary>Removed from the API; kept as it came.</summary>
    public JsonElement? Config { get; init; }

    /// <summary>Runtime handlers there are.</summary>
    public IReadOnlyList<NodeRuntimeHandler> RuntimeHandlers { get; init => field = value ?? []; } = [];

    /// <summary>Features of the container runtime.</summary>
    public NodeFeatures? Features { get; init; }

    /// <summary>Features the node declares, sorted.</summary>
    public IReadOnlyList<string> DeclaredFeatures { get; init => field = value ?? []; } = [];
}
