using System.Globalization;
using Reeve.Kubernetes;
using Reeve.Plugins.Slurm.Controller;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Nodes;

/// <summary>Describes a partition as a node. Pure.</summary>
/// <param name="options">What it says of it.</param>
/// <param name="resources">Which generic resource stands for an extended resource: <c>nvidia.com/gpu</c> to <c>gpu</c>.</param>
/// <param name="addresses">Where the node is reached.</param>
internal sealed class PartitionNode(PartitionNodeOptions options, IReadOnlyDictionary<string, string> resources, IReadOnlyList<NodeAddress> addresses)
{
    /// <summary>The condition that says whether the partition takes jobs.</summary>
    public const string AvailableCondition = "SlurmPartitionAvailable";

    private const string Prefix = "slurm.reeve.dev";
    private const int PodsPerProcessor = 8;

    /// <summary>The node while the controller answers.</summary>
    public NodeDescription Describe(SlurmPartition partition) => new()
    {
        Capacity = Capacity(partition),
        Addresses = addresses,
        Unschedulable = !partition.IsAvailable,
        Labels = Labels(partition),
        SystemInfo = new NodeSystemInfo { ContainerRuntimeVersion = $"slurm://{partition.Version}", OperatingSystem = "linux" },
        Conditions =
        [
            new NodeCondition { Type = NodeConditionTypes.Ready, Status = ConditionStatuses.True, Reason = "SlurmAnswers", Message = $"The controller answers; partition {partition.Name} has {Nodes(partition)}." },
            partition.IsAvailable
                ? new NodeCondition { Type = AvailableCondition, Status = ConditionStatuses.True, Reason = "PartitionUp", Message = $"Partition {partition.Name} takes jobs." }
                : new NodeCondition { Type = AvailableCondition, Status = ConditionStatuses.False, Reason = "PartitionUnavailable", Message = partition.Reason },
        ],
    };

    /// <summary>The node while the controller does not answer: what was known of it, and not ready.</summary>
    public NodeDescription Unreachable(NodeDescription? last, ProviderException failure) => (last ?? new NodeDescription { Addresses = addresses }) with
    {
        Conditions =
        [
            new NodeCondition { Type = NodeConditionTypes.Ready, Status = ConditionStatuses.False, Reason = failure.Reason == ErrorReason.Transient ? "SlurmUnreachable" : "SlurmRefuses", Message = failure.Message },
            .. last?.Conditions.Where(condition => condition.Type == AvailableCondition) ?? [],
        ],
    };

    private static string Nodes(SlurmPartition partition) =>
        string.Create(CultureInfo.InvariantCulture, $"{partition.NodeCount} nodes, {partition.AvailableNodeCount} of which take jobs");

    private Dictionary<string, Quantity> Capacity(SlurmPartition partition)
    {
        var capacity = new Dictionary<string, Quantity>
        {
            ["cpu"] = new Quantity(Offer(partition.Cpus)),
            ["memory"] = new Quantity(Offer(partition.MemoryBytes), QuantityFormat.BinarySI),
            ["ephemeral-storage"] = new Quantity(Offer(partition.TemporaryDiskBytes), QuantityFormat.BinarySI),
            ["pods"] = new Quantity(options.MaxPods ?? Math.Max(1, Offer(partition.Cpus) * PodsPerProcessor)),
        };
        foreach (var (name, count) in partition.GenericResources)
        {
            capacity[NodeResources.ExtendedName(name, resources)] = new Quantity(Offer(count));
        }

        return capacity;
    }

    private static Dictionary<string, string> Labels(SlurmPartition partition)
    {
        var labels = new Dictionary<string, string> { [$"{Prefix}/partition"] = LabelText.Of(partition.Name) };
        if (LabelText.Of(partition.Cluster) is { Length: > 0 } cluster)
        {
            labels[$"{Prefix}/cluster"] = cluster;
        }

        foreach (var feature in partition.Features.Select(LabelText.Of).Where(feature => feature.Length > 0))
        {
            labels[$"feature.{Prefix}/{feature}"] = "true";
        }

        return labels;
    }

    private long Offer(long amount) => options.Overcommit is 1 ? amount : (long)Math.Min(amount * Math.Max(0, options.Overcommit), long.MaxValue / 2);
}
