using Reeve.Plugins.Proxy.Serving;
using Reeve.Plugins.Proxy.Upstreams;

namespace Reeve.Plugins.Proxy.Http;

/// <summary>A request on its way to one server.</summary>
internal sealed class RequestRun(ServedRoute served, UpstreamLease lease, FrontConnection connection, Via via)
{
    private int _answered;

    public ServedRoute Served { get; } = served;

    public UpstreamLease Lease { get; } = lease;

    public FrontConnection Connection { get; } = connection;

    public Via Via { get; } = via;

    /// <summary>Path and query for the upstream.</summary>
    public required string Target { get; init; }

    /// <summary>Stops the clock of the answer.</summary>
    public CancellationTokenSource? Clock { get; init; }

    public bool IsAnswered => Volatile.Read(ref _answered) == 1;

    /// <summary>The server's headers are here: from now on it may take as long as it likes.</summary>
    public void Answered()
    {
        Volatile.Write(ref _answered, 1);
        Clock?.CancelAfter(Timeout.InfiniteTimeSpan);
        Lease.Succeeded();
    }
}
