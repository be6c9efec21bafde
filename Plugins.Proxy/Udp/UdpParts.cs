using Microsoft.Extensions.Logging;
using Reeve.Plugins.Proxy.Loops;
using Reeve.Plugins.Proxy.Serving;

namespace Reeve.Plugins.Proxy.Udp;

/// <summary>What UDP listeners need.</summary>
internal sealed record UdpParts
{
    public required CurrentState Serving { get; init; }

    public required ProxyOptions Options { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    public required ILogger Logger { get; init; }

    public required ProxyMeters Meters { get; init; }

    public LoopGuard Loops { get; } = new();
}
