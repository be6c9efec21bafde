using Reeve.AspNetCore.Names;
using Reeve.Host.Configuration;
using Reeve.Host.Edge.Networking;
using Reeve.Host.Edge.Provisions;
using Reeve.Runtime.Proxies;

namespace Reeve.Host.Edge;

/// <summary>What the edge API works with beside clusters.</summary>
internal sealed record EdgeContext
{
    /// <summary>Where it listens, and what it changes.</summary>
    public required EdgeApiSettings Settings { get; init; }

    /// <summary>The proxy that it changes; null where none is configured.</summary>
    public IProxyService? Proxy { get; init; }

    /// <summary>The agent's own name; null where it has none.</summary>
    public IOwnName? Name { get; init; }

    /// <summary>Clusters of tenants; null where none can be made.</summary>
    public IEdgeProvisions? Provisions { get; init; }

    /// <summary>The machine's routes.</summary>
    public IIPRoutes Routes { get; init; } = new IPRoutes();
}
