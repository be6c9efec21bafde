namespace Reeve.Proxies;

/// <summary>How upstreams are checked.</summary>
public sealed record ProxyHealthCheck
{
    /// <summary>Path of an HTTP GET; null for a TCP connect.</summary>
    public string? Path { get; init; }

    /// <summary>Time between checks.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long one may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Failures in a row after which a server is left out.</summary>
    public int FailureThreshold { get; init; } = 2;
}
