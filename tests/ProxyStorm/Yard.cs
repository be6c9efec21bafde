using Reeve.ProxyStorm.Origins;
using Reeve.Testing;

namespace Reeve.ProxyStorm;

/// <summary>The ports of the proxy, and the servers behind it.</summary>
internal sealed class Yard : IAsyncDisposable
{
    private readonly int[] _ports = FreePorts.Find(16);

    public HttpOrigin[] Http { get; } = [new(), new()];

    public TcpEcho Tcp { get; } = new();

    public UdpEcho Udp { get; } = new();

    /// <summary>http, served throughout.</summary>
    public int WebPort => _ports[0];

    /// <summary>https, served throughout.</summary>
    public int SecurePort => _ports[1];

    /// <summary>tcp, served throughout.</summary>
    public int TcpPort => _ports[2];

    /// <summary>udp, served throughout.</summary>
    public int UdpPort => _ports[3];

    /// <summary>tcp to <see cref="BulkServerPort"/>, served throughout.</summary>
    public int BulkPort => _ports[4];

    /// <summary>Where iperf3 serves, if it is there.</summary>
    public int BulkServerPort => _ports[5];

    /// <summary>Ports of listeners that come and go.</summary>
    public ReadOnlySpan<int> OtherPorts => _ports.AsSpan(6);

    public async ValueTask DisposeAsync()
    {
        foreach (var origin in Http)
        {
            await origin.DisposeAsync();
        }

        await Tcp.DisposeAsync();
        await Udp.DisposeAsync();
    }
}
