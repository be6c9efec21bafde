using System.Collections.Concurrent;
using System.Net;

namespace Reeve.Plugins.Proxy.Serving;

/// <summary>
/// So many requests per second for each client, with a burst of one second's worth: the generic cell rate algorithm (ITU-T I.371), which needs
/// one number for each client. IPv6 clients count by /64, which is what one of them has.
/// </summary>
internal sealed class RateLimiter
{
    private const int MostClients = 65_536;

    private readonly ConcurrentDictionary<UInt128, long> _arrivals = new();
    private readonly TimeProvider _timeProvider;
    private readonly long _spacing;
    private readonly long _burst;
    private int _sweeping;

    public RateLimiter(int perSecond, TimeProvider timeProvider)
    {
        (PerSecond, _timeProvider) = (perSecond, timeProvider);
        _spacing = Math.Max(1, timeProvider.TimestampFrequency / perSecond);
        _burst = timeProvider.TimestampFrequency - _spacing;
    }

    public int PerSecond { get; }

    /// <summary>Counts a request.</summary>
    /// <returns>False if it is one too many.</returns>
    public bool TryTake(IPAddress client)
    {
        var key = KeyOf(client);
        var now = _timeProvider.GetTimestamp();
        if (_arrivals.Count >= MostClients)
        {
            Sweep(now);
        }

        while (true)
        {
            var known = _arrivals.TryGetValue(key, out var due);
            if (!known && _arrivals.Count >= MostClients)
            {
                return true; // a storm of addresses must not lock out everybody, and must not cost memory
            }

            if (known && due - now > _burst)
            {
                return false;
            }

            var next = Math.Max(known ? due : now, now) + _spacing;
            if (known ? _arrivals.TryUpdate(key, next, due) : _arrivals.TryAdd(key, next))
            {
                return true;
            }
        }
    }

    private static UInt128 KeyOf(IPAddress client)
    {
        Span<byte> bytes = stackalloc byte[16];
        client.MapToIPv6().TryWriteBytes(bytes, out _);
        if (!client.IsIPv4MappedToIPv6 && client.AddressFamily is System.Net.Sockets.AddressFamily.InterNetworkV6)
        {
            bytes[8..].Clear();
        }

        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private void Sweep(long now)
    {
        if (Interlocked.Exchange(ref _sweeping, 1) == 1)
        {
            return;
        }

        foreach (var (client, due) in _arrivals)
        {
            if (due <= now)
            {
                _arrivals.TryRemove(new KeyValuePair<UInt128, long>(client, due));
            }
        }

        Volatile.Write(ref _sweeping, 0);
    }
}
