using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Runtime.Nodes.Status;

/// <summary>Capacity and allocatable of a node.</summary>
internal static class NodeResources
{
    /// <summary>Computes both.</summary>
    /// <param name="description">What the backend offers.</param>
    /// <param name="share">The node's part, where the backend is a machine.</param>
    /// <param name="reserved">What is kept from pods, after the share.</param>
    public static (IReadOnlyDictionary<string, Quantity> Capacity, IReadOnlyDictionary<string, Quantity> Allocatable) Of(
        NodeDescription description, NodeShare share, IReadOnlyDictionary<string, Quantity> reserved)
    {
        var part = description.MachineId is null ? NodeShare.All : share;
        var capacity = MachineShare.Of(description.Capacity, part);
        var allocatable = description.Allocatable.Count == 0 ? capacity : MachineShare.Of(description.Allocatable, part);
        return (capacity, allocatable.ToDictionary(pair => pair.Key, pair => Without(pair.Value, reserved.GetValueOrDefault(pair.Key))));
    }

    private static Quantity Without(Quantity whole, Quantity reserved) =>
        reserved >= whole ? new Quantity(0, whole.Format) : whole - reserved;
}
