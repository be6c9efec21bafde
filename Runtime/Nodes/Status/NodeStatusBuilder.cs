using Reeve.Kubernetes;
using Reeve.Runtime.Nodes.Machine;
using Reeve.Workloads;

namespace Reeve.Runtime.Nodes.Status;

/// <summary>Computes the status of a node. Not thread-safe.</summary>
internal sealed class NodeStatusBuilder(NodeOptions options, NodeSystemInfo machine, IMachineSampler sampler, TimeProvider time)
{
    private readonly MachinePressure _pressure = new(options.Thresholds, time);

    /// <summary>What the node is and runs.</summary>
    /// <param name="description">What the backend says.</param>
    /// <param name="serverVersion">The API server's version, such as <c>v1.20.2</c>: tools compare a kubelet's with it.</param>
    public NodeSystemInfo SystemInfo(NodeDescription description, string serverVersion)
    {
        var info = MachineFacts.Complete(description.SystemInfo, machine);
        return info with
        {
            KubeletVersion = info.KubeletVersion.Length > 0 ? info.KubeletVersion : $"{serverVersion}+reeve.{options.AgentVersion}",
            ContainerRuntimeVersion = info.ContainerRuntimeVersion.Length > 0 ? info.ContainerRuntimeVersion : $"{options.Provider}://{options.AgentVersion}",
        };
    }

    /// <summary>The whole status; the conditions bear no times yet.</summary>
    /// <param name="description">What the backend says.</param>
    /// <param name="system">What the node is and runs.</param>
    /// <param name="images">Images on the node.</param>
    /// <param name="port">The port of the kubelet API.</param>
    /// <param name="problem">Why the node is not ready, or null.</param>
    public NodeStatus Build(NodeDescription description, NodeSystemInfo system, IReadOnlyList<ContainerImage> images, int port, string? problem)
    {
        var (capacity, allocatable) = NodeResources.Of(description, options.Share, options.Reserved);
        return new NodeStatus
        {
            Capacity = capacity,
            Allocatable = allocatable,
            Conditions = Conditions(description, problem),
            Addresses = Addresses(description),
            DaemonEndpoints = new NodeDaemonEndpoints { KubeletEndpoint = new DaemonEndpoint { Port = port } },
            NodeInfo = system,
            Images = images,
        };
    }

    // What is measured here says something only of nodes that are this machine.
    private IReadOnlyList<NodeCondition> Conditions(NodeDescription description, string? problem)
    {
        var isHere = description.MachineId is { } id && id == machine.MachineID;
        var measured = _pressure.Observe(isHere ? sampler.Sample() : new MachineSample());
        var ready = problem is null
            ? new NodeCondition { Type = NodeConditionTypes.Ready, Status = ConditionStatuses.True, Reason = "KubeletReady", Message = "kubelet is posting ready status" }
            : new NodeCondition { Type = NodeConditionTypes.Ready, Status = ConditionStatuses.False, Reason = "KubeletNotReady", Message = problem };
        var given = problem is null ? description.Conditions : [.. description.Conditions.Where(condition => condition.Type != NodeConditionTypes.Ready)];
        return NodeConditionMerge.Over(given, [.. measured, ready]);
    }

    private List<NodeAddress> Addresses(NodeDescription description)
    {
        List<NodeAddress> addresses = options.Addresses.Count == 0
            ? [.. description.Addresses]
            : [.. options.Addresses.Select(address => new NodeAddress { Type = NodeAddressTypes.InternalIP, Address = address }),
                .. description.Addresses.Where(address => address.Type is not (NodeAddressTypes.InternalIP or NodeAddressTypes.ExternalIP))];
        if (options.ExternalAddresses.Count > 0)
        {
            addresses.RemoveAll(address => address.Type == NodeAddressTypes.ExternalIP);
            addresses.AddRange(options.ExternalAddresses.Select(address => new NodeAddress { Type = NodeAddressTypes.ExternalIP, Address = address }));
        }

        // The name by which it was registered, as with a kubelet that is told one.
        addresses.RemoveAll(address => address.Type == NodeAddressTypes.Hostname);
        addresses.Add(new NodeAddress { Type = NodeAddressTypes.Hostname, Address = options.HostName ?? options.Name });
        return [.. addresses.DistinctBy(address => (address.Type, address.Address))];
    }
}
