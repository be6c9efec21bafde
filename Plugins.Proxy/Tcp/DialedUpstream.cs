using System.Net.Sockets;
using Reeve.Plugins.Proxy.Upstreams;

namespace Reeve.Plugins.Proxy.Tcp;

/// <summary>A connection to a server.</summary>
internal sealed class DialedUpstream(Socket socket, UpstreamLease lease, IDisposable? loopEntry) : IDisposable
{
    public Socket Socket { get; } = socket;

    public UpstreamLease Lease { get; } = lease;

    public void Dispose()
    {
        Socket.Dispose();
        loopEntry?.Dispose();
        Lease.Dispose();
    }
}
