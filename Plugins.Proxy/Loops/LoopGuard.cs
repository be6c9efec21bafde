using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;

namespace Reeve.Plugins.Proxy.Loops;

/// <summary>
/// Knows the local ports of the connections (or sessions) that go out of here, and by which listeners each came. What comes in from such a port by
/// a listener that it has passed already would go round for ever. A chain of different listeners is no loop.
/// </summary>
internal sealed class LoopGuard
{
    private readonly ConcurrentDictionary<int, Outgoing> _outgoing = new();

    /// <summary>The listeners that something came by before; empty for what comes from elsewhere.</summary>
    /// <param name="remote">Where it comes from.</param>
    /// <param name="local">Where it arrived; null if unknown.</param>
    public ImmutableHashSet<string> PathOf(IPEndPoint remote, IPAddress? local)
    {
        if (!_outgoing.TryGetValue(remote.Port, out var outgoing))
        {
            return [];
        }

        var address = Plain(remote.Address);
        var isOurs = outgoing.Address is { } known ? known.Equals(address) : IPAddress.IsLoopback(address) || (local is not null && Plain(local).Equals(address));
        return isOurs ? outgoing.Path : [];
    }

    /// <summary>Something goes out from a local port. Dispose the result at its end.</summary>
    /// <param name="port">The port.</param>
    /// <param name="address">The local address; null while it is not known.</param>
    /// <param name="path">The listeners that it came by.</param>
    public IDisposable Enter(int port, IPAddress? address, ImmutableHashSet<string> path)
    {
        var outgoing = new Outgoing(address is null ? null : Plain(address), path);
        _outgoing[port] = outgoing;
        return new Entry(this, port, outgoing);
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private sealed record Outgoing(IPAddress? Address, ImmutableHashSet<string> Path);

    private sealed class Entry(LoopGuard guard, int port, Outgoing outgoing) : IDisposable
    {
        public void Dispose() => guard._outgoing.TryRemove(new KeyValuePair<int, Outgoing>(port, outgoing));
    }
}
