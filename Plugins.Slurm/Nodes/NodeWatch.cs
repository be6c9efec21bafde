using System.Runtime.CompilerServices;
using Reeve.Kubernetes;
using Reeve.Plugins.Slurm.Controller;
using Reeve.Plugins.Slurm.Users;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Nodes;

/// <summary>Describes the partition as a node, and again when it changes.</summary>
/// <param name="users">The first of them asks.</param>
/// <param name="options">Which partition.</param>
/// <param name="time">The clock.</param>
internal sealed class NodeWatch(IRemoteUsers users, SlurmOptions options, TimeProvider time)
{
    private const int PodsPerProcessor = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <summary>See <see cref="IWorkloadProvider.WatchNodeAsync"/>.</summary>
    public async IAsyncEnumerable<NodeDescription> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        SlurmPartition? last = null;
        while (true)
        {
            var user = users.Known is [var first, ..] ? first : throw new ProviderException(ErrorReason.Transient, "No user of the cluster is known yet.");
            var partition = await user.Controller.DescribePartitionAsync(options.Partition, cancellationToken);
            if (partition != last)
            {
                last = partition;
                yield return Describe(partition);
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private static NodeDescription Describe(SlurmPartition partition) => new()
    {
        Capacity = new Dictionary<string, Quantity>
        {
            ["cpu"] = new Quantity(partition.Cpus),
            ["memory"] = new Quantity(partition.MemoryBytes),
            ["ephemeral-storage"] = new Quantity(partition.TemporaryDiskBytes),
            ["pods"] = new Quantity(Math.Max(partition.Cpus * PodsPerProcessor, 1)),
        },
        Unschedulable = !partition.IsAvailable,
    };
}
