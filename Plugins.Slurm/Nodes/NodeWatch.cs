using System.Runtime.CompilerServices;
using Reeve.Plugins.Slurm.Controller;
using Reeve.Plugins.Slurm.Users;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Nodes;

/// <summary>Describes the partition as a node, and again when it changes.</summary>
/// <param name="users">One of them asks.</param>
/// <param name="options">Which partition, and what to say of it.</param>
/// <param name="time">The clock.</param>
internal sealed class NodeWatch(IRemoteUsers users, SlurmOptions options, TimeProvider time)
{
    // A controller that restarts is away for seconds: the node is not ready when the second question, too, got no answer.
    private const int FailuresBeforeNotReady = 2;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly PartitionNode _node = new(options.Node, options.Containers.GenericResources, NodeAddresses.Of(options));

    /// <summary>See <see cref="IWorkloadProvider.WatchNodeAsync"/>.</summary>
    public async IAsyncEnumerable<NodeDescription> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (text, failures) = ("", 0);
        NodeDescription? last = null;
        while (true)
        {
            var (partition, failure) = await AskAsync(cancellationToken);
            failures = failure is null ? 0 : failures + 1;
            var next = partition is not null ? _node.Describe(partition) : failures >= FailuresBeforeNotReady || last is null ? _node.Unreachable(last, failure!) : last;
            if (NodeText.Of(next) is var now && now != text)
            {
                text = now;
                yield return next;
            }

            last = next;
            await Task.Delay(failure is null ? TimeSpan.FromSeconds(options.Node.IntervalSeconds) : RetryAfter, time, cancellationToken);
        }
    }

    private async Task<(SlurmPartition? Partition, ProviderException? Failure)> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            var user = await users.AnyAsync(cancellationToken);
            return (await user.Controller.DescribePartitionAsync(options.Partition, cancellationToken), null);
        }
        catch (ProviderException exception)
        {
            return (null, exception);
        }
    }
}
