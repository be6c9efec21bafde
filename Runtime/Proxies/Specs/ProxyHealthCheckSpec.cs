namespace Reeve.Runtime.Proxies.Specs;

/// <summary>How servers are checked.</summary>
public sealed record ProxyHealthCheckSpec
{
    /// <summary>Path of an HTTP GET; null for a TCP connection.</summary>
    public string? Path { get; set; }

    /// <summary>Time between checks.</summary>
    /// <value>15 s.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long one may take.</summary>
    /// <value>10 s.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Failures in a row after which a server is left out.</summary>
    /// <value>2.</value>
    public int FailureThreshold { get; set; } = 2;
}
