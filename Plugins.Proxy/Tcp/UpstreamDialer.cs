using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Reeve.Plugins.Proxy.Loops;
using Reeve.Plugins.Proxy.Serving;
using Reeve.Plugins.Proxy.Upstreams;

namespace Reeve.Plugins.Proxy.Tcp;

/// <summary>Connects to a server of a group; nothing was sent yet, so that each of them may be tried.</summary>
internal sealed class UpstreamDialer(CurrentState serving, LoopGuard loops, TimeProvider timeProvider)
{
    /// <returns>Null if none can be reached.</returns>
    public async Task<DialedUpstream?> ConnectAsync(UpstreamGroup group, ImmutableHashSet<string> path, CancellationToken cancellationToken)
    {
        List<UpstreamMember> tried = [];
        while (group.Take(tried) is { } lease)
        {
            tried.Add(lease.Member);
            if (await TryAsync(lease, path, cancellationToken) is { } dialed)
            {
                lease.Succeeded();
                return dialed;
            }

            lease.Failed();
            lease.Dispose();
        }

        return null;
    }

    private async Task<DialedUpstream?> TryAsync(UpstreamLease lease, ImmutableHashSet<string> path, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(lease.Group.Spec.ConnectTimeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var address = lease.Member.Spec.Address;
        try
        {
            foreach (var candidate in await Dns.GetHostAddressesAsync(address.IdnHost.Trim('[', ']'), either.Token))
            {
                if (await TryAsync(new IPEndPoint(candidate, address.Port), lease, path, either.Token) is { } dialed)
                {
                    return dialed;
                }
            }

            return null;
        }
        catch (Exception exception) when (exception is SocketException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    private async Task<DialedUpstream?> TryAsync(IPEndPoint target, UpstreamLease lease, ImmutableHashSet<string> path, CancellationToken cancellationToken)
    {
        var socket = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        IDisposable? entry = null;
        try
        {
            if (serving.State.Listeners.Values.Any(served => served.Listener.Endpoint.Port == target.Port))
            {
                // It may lead back here. The port is known before the connection is, so that whoever accepts it can know it too.
                socket.Bind(new IPEndPoint(target.AddressFamily is AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0));
                entry = loops.Enter(((IPEndPoint)socket.LocalEndPoint!).Port, null, path);
            }

            await socket.ConnectAsync(target, cancellationToken);
            return new DialedUpstream(socket, lease, entry);
        }
        catch (SocketException)
        {
            Close();
            return null;
        }
        catch
        {
            Close();
            throw;
        }

        void Close()
        {
            entry?.Dispose();
            socket.Dispose();
        }
    }
}
