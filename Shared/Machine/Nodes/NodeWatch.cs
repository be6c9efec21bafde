using System.Net.NetworkInformation;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Reeve.Workloads;

namespace Reeve.Machine.Nodes;

/// <summary>Describes the node anew whenever the machine's addresses change.</summary>
public static class NodeWatch
{
    public static async IAsyncEnumerable<NodeDescription> WatchAsync(NodeProbe probe, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        NetworkAddressChangedEventHandler changed = (_, _) => changes.Writer.TryWrite(true);
        NetworkChange.NetworkAddressChanged += changed;
        try
        {
            yield return probe.Describe();
            await foreach (var _ in changes.Reader.ReadAllAsync(cancellationToken))
            {
                yield return probe.Describe();
            }
        }
        finally
        {
            NetworkChange.NetworkAddressChanged -= changed;
        }
    }
}
