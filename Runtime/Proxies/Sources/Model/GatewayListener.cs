using Reeve.Kubernetes;

namespace Reeve.Runtime.Proxies.Sources.Model;

/// <summary>A place where a gateway listens.</summary>
internal sealed record GatewayListener : KubernetesRecord
{
    /// <summary>Its name.</summary>
    public string Name { get; init => field = value ?? ""; } = "";

    /// <summary>The host that it is for; null for all.</summary>
    public string? Hostname { get; init; }

    /// <summary>The port.</summary>
    public int Port { get; init; }

    /// <summary><c>HTTP</c>, <c>HTTPS</c>, …</summary>
    public string Protocol { get; init => field = value ?? ""; } = "";

    /// <summary>TLS.</summary>
    public GatewayTls? Tls { get; init; }

    /// <summary>Who may attach.</summary>
    public AllowedRoutes? AllowedRoutes { get; init; }
}
