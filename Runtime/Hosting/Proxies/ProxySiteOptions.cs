using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Runtime.Hosting.Proxies;

/// <summary>A proxy that an agent is to run.</summary>
public sealed record ProxySiteOptions
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The provider that serves it.</summary>
    public required string Provider { get; init; }

    /// <summary>What is served as long as nobody has applied anything; null for nothing.</summary>
    public ProxySpec? Initial { get; init; }
}
