namespace Reeve.Host.Configuration;

/// <summary>Settings of the status page. Callers, TLS and open addresses are those of the cluster API.</summary>
internal sealed record StatusPageSettings
{
    /// <summary>Whether there is one.</summary>
    [Setting("Whether the status page is served: at `/ui/` of the REST API where there is one (`clusterApi.rest`, `restTls`), and at the addresses below.")]
    public bool Enabled { get; init; } = true;

    /// <summary>The listener of its own.</summary>
    [Setting(
        "Where the status page listens by itself without TLS, as `ADDRESS:PORT`, such as `127.0.0.1:8090`: a loopback address, or one of `clusterApi.insecureBind`. "
        + "An agent that only runs pods or nodes serves the page with this.",
        Default = "nowhere")]
    public string Listen { get; init; } = ClusterApiAddress.Off;

    /// <summary>The listener of its own with TLS.</summary>
    [Setting(
        "Where the status page listens by itself with TLS, as `ADDRESS:PORT`, such as `0.0.0.0:8443`. Callers sign in with a client certificate or a token of `clusterApi`.",
        Default = "nowhere")]
    public string ListenTls { get; init; } = ClusterApiAddress.Off;

    /// <summary>Whether it listens anywhere by itself.</summary>
    public bool HasListener => Enabled && (Listen != ClusterApiAddress.Off || ListenTls != ClusterApiAddress.Off);
}
