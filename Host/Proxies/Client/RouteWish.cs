namespace Reeve.Host.Proxies.Client;

/// <summary>A route as it is said in one line.</summary>
internal sealed record RouteWish
{
    /// <summary>Its name; null for one that is made of what it matches.</summary>
    public string? Route { get; init; }

    /// <summary>The address to listen on; null for the only listener that there is.</summary>
    public string? Listen { get; init; }

    /// <summary>What the listener speaks; null for what goes with the servers.</summary>
    public string? Protocol { get; init; }

    /// <summary>Whether TLS ends here.</summary>
    public bool Tls { get; init; }

    /// <summary>Host names.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>The path prefix.</summary>
    public string? Path { get; init; }

    /// <summary>Whether that path alone is meant, and not what is below it.</summary>
    public bool Exact { get; init; }

    /// <summary>Networks that clients must be in.</summary>
    public IReadOnlyList<string> Allow { get; init; } = [];

    /// <summary>Whether that is taken away.</summary>
    public bool Strip { get; init; }

    /// <summary>Whether the server sees the host that the client asked for.</summary>
    public bool PreserveHost { get; init; }

    /// <summary>The servers.</summary>
    public IReadOnlyList<string> To { get; init; } = [];
}
