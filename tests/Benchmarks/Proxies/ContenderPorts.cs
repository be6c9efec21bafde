using Reeve.Testing;

namespace Reeve.Benchmarks.Proxies;

/// <summary>Where a contender listens on the loopback.</summary>
/// <param name="Http1">HTTP/1.1 in clear text.</param>
/// <param name="Http2">HTTP/2 in clear text.</param>
/// <param name="Https">Both over TLS.</param>
/// <param name="Stream">TCP and UDP.</param>
internal sealed record ContenderPorts(int Http1, int Http2, int Https, int Stream)
{
    public static ContenderPorts Find()
    {
        var ports = FreePorts.Find(4);
        return new ContenderPorts(ports[0], ports[1], ports[2], ports[3]);
    }
}
