using Microsoft.Extensions.Logging;
using Reeve.Plugins.Proxy.Serving;

namespace Reeve.Plugins.Proxy.Listening;

/// <summary>What an acceptor needs.</summary>
internal sealed record AcceptorParts
{
    public required CurrentState Serving { get; init; }

    public required ProxyOptions Options { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    public required ILogger Logger { get; init; }

    /// <summary>Takes a connection over; it disposes it at its end.</summary>
    public required Func<Accepted, Task> Handle { get; init; }
}
