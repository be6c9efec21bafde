using Reeve.Runtime.Pods;
using Reeve.Workloads;

namespace Reeve.Runtime.Hosting.Nodes;

/// <summary>A node of this program: a service of the host, also by its name as the key. Thread-safe.</summary>
public interface IReeveNode
{
    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>Its pods; null until it has started.</summary>
    IPodManager? Pods { get; }

    /// <summary>What runs them, for its capabilities; null until it has started.</summary>
    IWorkloadProvider? Provider { get; }

    /// <summary>Completes when it is ready: in its cluster, or without one as soon as all pods of its manifests are known. Fails if the node cannot start.</summary>
    Task Ready { get; }
}
