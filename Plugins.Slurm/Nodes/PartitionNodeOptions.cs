namespace Reeve.Plugins.Slurm.Nodes;

/// <summary>What the node says of the partition.</summary>
public sealed record PartitionNodeOptions
{
    /// <summary>How many pods the node takes, whether they run or wait in Slurm's queue.</summary>
    /// <value>Null: eight for each processor.</value>
    public int? MaxPods { get; set; }

    /// <summary>How many times what the partition has the node offers: more than 1 lets pods wait in Slurm's queue, which then decides, instead of in Kubernetes.</summary>
    /// <value>1.</value>
    public double Overcommit { get; set; } = 1;

    /// <summary>How often Slurm is asked about the partition, seconds.</summary>
    /// <value>60.</value>
    public double IntervalSeconds { get; set; } = 60;
}
