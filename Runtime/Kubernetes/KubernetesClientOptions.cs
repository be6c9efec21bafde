namespace Reeve.Runtime.Kubernetes;

/// <summary>How a client behaves.</summary>
public sealed record KubernetesClientOptions
{
    /// <summary>
    /// Requests per second in the long run, beside watches; 0 for no limit. Servers share themselves out fairly and say 429 when they are busy,
    /// which is honoured: this limit is for a client that has gone wild, not for daily work.
    /// </summary>
    /// <value>Default: 500.</value>
    public double RequestsPerSecond { get; init; } = 500;

    /// <summary>Requests that may be made at once after a quiet time.</summary>
    /// <value>Default: 1,000.</value>
    public int Burst { get; init; } = 1_000;

    /// <summary>How long a request may take, with its retries; for a watch, until it begins.</summary>
    /// <value>Default: 60 s.</value>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long making a connection may take.</summary>
    /// <value>Default: 10 s.</value>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a request is tried again because the server asked for it.</summary>
    /// <value>Default: 8.</value>
    public int MaxRetries { get; init; } = 8;

    /// <summary>Longest wait that the server may ask for before a retry; a longer one is given to the caller as the error.</summary>
    /// <value>Default: 30 s.</value>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Quiet time after which a connection is asked for a sign of life.</summary>
    /// <value>Default: 30 s.</value>
    public TimeSpan PingDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the sign of life may take before the connection is given up.</summary>
    /// <value>Default: 15 s.</value>
    public TimeSpan PingTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>What the client calls itself.</summary>
    /// <value>Default: <c>reeve/VERSION (OS/ARCHITECTURE)</c>.</value>
    public string UserAgent { get; init; } = Http.UserAgents.Default;
}
