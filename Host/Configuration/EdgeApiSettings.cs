namespace Reeve.Host.Configuration;

/// <summary>Settings of the API of the edge of a site, as clients of the OpenStack agent know it. Callers, TLS and open addresses are those of the cluster API.</summary>
internal sealed record EdgeApiSettings
{
    /// <summary>The REST listener.</summary>
    [Setting(
        "Where the edge API (`/v1/proxy`, `/v1/nginx`, …) listens without TLS, as `ADDRESS:PORT`: a loopback address, or one of `clusterApi.insecureBind`. `off` for nowhere. "
        + "Callers, TLS and limits are those of `clusterApi`.")]
    public string Rest { get; init; } = "127.0.0.1:18889";

    /// <summary>The REST listener with TLS.</summary>
    [Setting("Where the edge API listens with TLS, as `ADDRESS:PORT`, such as `0.0.0.0:18889`. Callers show a client certificate or a bearer token.", Default = "nowhere")]
    public string RestTls { get; init; } = ClusterApiAddress.Off;

    /// <summary>The gRPC listener.</summary>
    [Setting("Where `api.MexOSAgent` listens for gRPC without TLS, as `ADDRESS:PORT`: a loopback address, or one of `clusterApi.insecureBind`. `off` for nowhere.")]
    public string Grpc { get; init; } = "127.0.0.1:18888";

    /// <summary>The gRPC listener with TLS.</summary>
    [Setting("Where `api.MexOSAgent` listens for gRPC with TLS, as `ADDRESS:PORT`, such as `0.0.0.0:18888`.", Default = "nowhere")]
    public string GrpcTls { get; init; } = ClusterApiAddress.Off;

    /// <summary>The proxy.</summary>
    [Setting("The proxy that the edge API changes, by its name in `proxies`.", Default = "the first of `proxies`")]
    public string? Proxy { get; init; }

    /// <summary>Where paths are served.</summary>
    [Setting("Where paths of `/v1/proxy` are served by HTTPS, as `ADDRESS:PORT`, or `:PORT` for all addresses.")]
    public string Https { get; init; } = ":443";
}
