using Reeve.AspNetCore.Clusters.Security;

namespace Reeve.Host.Configuration;

/// <summary>Settings of the API by which clusters are made and looked after.</summary>
internal sealed record ClusterApiSettings
{
    /// <summary>The REST listener.</summary>
    [Setting("Where the REST API listens without TLS, as `ADDRESS:PORT`: a loopback address, or one of `insecureBind`. `off` for nowhere.")]
    public string Rest { get; init; } = "127.0.0.1:8080";

    /// <summary>The REST listener with TLS.</summary>
    [Setting("Where the REST API listens with TLS, as `ADDRESS:PORT`, such as `0.0.0.0:443`. Callers show a client certificate or a bearer token.", Default = "nowhere")]
    public string RestTls { get; init; } = ClusterApiAddress.Off;

    /// <summary>The gRPC listener.</summary>
    [Setting("Where the gRPC API listens without TLS, as `ADDRESS:PORT`: a loopback address, or one of `insecureBind`. `off` for nowhere.")]
    public string Grpc { get; init; } = "127.0.0.1:50055";

    /// <summary>The gRPC listener with TLS.</summary>
    [Setting("Where the gRPC API listens with TLS, as `ADDRESS:PORT`, such as `0.0.0.0:50055`. Callers show a client certificate or a bearer token.", Default = "nowhere")]
    public string GrpcTls { get; init; } = ClusterApiAddress.Off;

    /// <summary>The metrics listener.</summary>
    [Setting("Where `/metrics` alone is to be had without TLS, as `ADDRESS:PORT`: a loopback address, or one of `insecureBind`. `off` for nowhere.")]
    public string Metrics { get; init; } = "127.0.0.1:31800";

    /// <summary>The metrics listener with TLS.</summary>
    [Setting("Where `/metrics` alone is to be had with TLS, as `ADDRESS:PORT`, such as `0.0.0.0:9443`.", Default = "nowhere")]
    public string MetricsTls { get; init; } = ClusterApiAddress.Off;

    /// <summary>Open addresses.</summary>
    [Setting(
        "Addresses off loopback on which listeners without TLS may stand: whoever reaches them may do everything, kubeconfigs included. It is warned of at each "
        + "start, and `reeve doctor` shows it.",
        Flag = "--insecure-bind")]
    public IReadOnlyList<string> InsecureBind { get; init; } = [];

    /// <summary>The certificate.</summary>
    [Setting("PEM file of the certificate for TLS, with its chain after it; it is read again when it changes.", IsPath = true)]
    public string? CertFile { get; init; }

    /// <summary>Its key.</summary>
    [Setting("PEM file of that certificate's key: PKCS #8, PKCS #1 or EC, not encrypted.", IsPath = true)]
    public string? KeyFile { get; init; }

    /// <summary>Authorities of clients.</summary>
    [Setting("PEM file of the certificate authorities whose client certificates are accepted; it is read again when it changes.", IsPath = true)]
    public string? ClientCaFile { get; init; }

    /// <summary>Roles of certificates.</summary>
    [Setting(
        "Roles of client certificates, each as `COMMON-NAME=ROLE` with `read`, `operate` or `admin`, or as a mapping. Others have the role that an organization "
        + "in them names: `reeve:read`, `reeve:operate`, `reeve:admin`.",
        IsPairs = true)]
    public IReadOnlyList<string> CertificateRoles { get; init; } = [];

    /// <summary>Tenants of callers.</summary>
    [Setting(
        "The tenants to which callers are confined, each as `NAME=TENANT TENANT`, or as a mapping; `NAME` is that of a token or the common name of a certificate, `default` the tenant of "
        + "clusters without one. Such a caller sees and changes the clusters and flavors of these tenants alone, and nothing of proxies, plugins and the machine. Others see everything.",
        IsPairs = true)]
    public IReadOnlyList<string> CallerTenants { get; init; } = [];

    /// <summary>Quotas of tenants.</summary>
    [Setting(
        "How much tenants may have, each as `TENANT=clusters:N machines:N`, or as a mapping; `default` is the tenant of clusters without one, `*` each that is not named.",
        IsPairs = true)]
    public IReadOnlyList<string> TenantQuotas { get; init; } = [];

    /// <summary>Tokens.</summary>
    [Setting("File of bearer tokens that only its owner can read (0600), one in a line: `TOKEN,NAME,ROLE`. It is read again when it changes.", IsPath = true)]
    public string? TokenFile { get; init; }

    /// <summary>Rate of reading calls.</summary>
    [Setting("How many reading calls a caller may make in a second, and twice as many at once; 0 for any number. More are answered with 429.")]
    public int ReadsPerSecond { get; init; } = 1000;

    /// <summary>Rate of other calls.</summary>
    [Setting("How many other calls a caller may make in a second, and twice as many at once; 0 for any number. Calls that are refused count as well.")]
    public int WritesPerSecond { get; init; } = 10;

    /// <summary>Longest body.</summary>
    [Setting("How long the body of a call may be. Longer ones are answered with 413.")]
    public ByteSize MaxBody { get; init; } = new(1024 * 1024);

    /// <summary>The default cluster.</summary>
    [Setting("The cluster that `/api/v1alpha1/cluster`, which knows one cluster only, is about.")]
    public string DefaultCluster { get; init; } = "default";

    /// <summary>Telemetry.</summary>
    public OtlpSettings Otlp { get; init; } = new();
}
