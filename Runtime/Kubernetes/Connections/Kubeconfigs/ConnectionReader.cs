using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace Reeve.Runtime.Kubernetes.Connections.Kubeconfigs;

/// <summary>Makes connections of contexts, clusters and users.</summary>
internal sealed class ConnectionReader(TimeProvider timeProvider, ILoggerFactory loggerFactory)
{
    private readonly UserReader _users = new(timeProvider, loggerFactory);

    public KubernetesConnection Read(KubeconfigValue context, KubeconfigValue cluster, KubeconfigValue? user, string source)
    {
        var file = AuthorityFileOf(cluster);
        var authorities = file?.Current ?? Authorities(cluster);
        var skip = cluster["insecure-skip-tls-verify"].Flag;
        if (skip && authorities.Count > 0)
        {
            throw cluster["insecure-skip-tls-verify"].Wrong("and a certificate authority exclude each other");
        }

        var connection = new KubernetesConnection
        {
            Server = Server(cluster["server"], authorities.Count > 0 || skip),
            CertificateAuthorities = authorities,
            AuthorityFile = file,
            SkipTlsVerify = skip,
            TlsServerName = cluster["tls-server-name"].Text,
            Proxy = Proxy(cluster["proxy-url"]),
            DisableCompression = cluster["disable-compression"].Flag,
            Namespace = context["namespace"].Text ?? "default",
            Source = source,
        };
        return user is null ? connection : connection with
        {
            Credentials = _users.Read(user, cluster, connection),
            Impersonation = UserReader.Impersonation(user),
        };
    }

    /// <summary>The service account of the pod that this process is in; null if it is in none.</summary>
    public KubernetesConnection? InCluster(KubeconfigOptions options)
    {
        var (host, port) = (options.Environment("KUBERNETES_SERVICE_HOST"), options.Environment("KUBERNETES_SERVICE_PORT"));
        if (string.IsNullOrEmpty(host) || string.IsNullOrEmpty(port))
        {
            return null;
        }

        var directory = options.ServiceAccountDirectory;
        var (token, ca, ns) = (Path.Combine(directory, "token"), Path.Combine(directory, "ca.crt"), Path.Combine(directory, "namespace"));
        var authority = IPAddress.TryParse(host, out var address) && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{host}]" : host;
        if (!Uri.TryCreate($"https://{authority}:{port}", UriKind.Absolute, out var server))
        {
            throw new KubernetesConfigurationException($"KUBERNETES_SERVICE_HOST \"{host}\" and KUBERNETES_SERVICE_PORT \"{port}\" make no address.");
        }

        var credentials = new FileCredentials(
            new() { TokenFile = token }, timeProvider, loggerFactory.CreateLogger<FileCredentials>());
        credentials.Load();
        var authorities = File.Exists(ca) ? new AuthorityFile(ca, "", timeProvider, loggerFactory.CreateLogger<AuthorityFile>()) : null;
        return new()
        {
            Server = server,
            CertificateAuthorities = authorities?.Current ?? [],
            AuthorityFile = authorities,
            Credentials = credentials,
            Namespace = File.Exists(ns) && Pem.ReadFile(ns).Trim() is { Length: > 0 } own ? own : "default",
            Source = "service account of this pod",
        };
    }

    private static Uri Server(KubeconfigValue value, bool hasTls)
    {
        var text = value.Text ?? throw value.Wrong("is missing");
        var full = text.Contains("://", StringComparison.Ordinal) ? text : (hasTls ? "https://" : "http://") + text;
        return Uri.TryCreate(full, UriKind.Absolute, out var server) && server.Scheme is "https" or "http" && server.Host.Length > 0
            ? server
            : throw value.WrongValue("is no http or https address");
    }

    private static Uri? Proxy(KubeconfigValue value) => value.Text is not { } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var proxy) && proxy.Scheme is "http" or "https" or "socks5" && proxy.Host.Length > 0 ? proxy
        : throw value.Wrong("must be an address by http, https or socks5");

    private static IReadOnlyList<X509Certificate2> Authorities(KubeconfigValue cluster) => cluster["certificate-authority-data"] is { Data: { } bytes } data
        ? Pem.Certificates(System.Text.Encoding.UTF8.GetString(bytes), $"{data.File}: {data.Field}")
        : [];

    private AuthorityFile? AuthorityFileOf(KubeconfigValue cluster) =>
        cluster["certificate-authority-data"].Data is null && cluster["certificate-authority"] is { AbsolutePath: { } file } path
            ? new(file, $"{path.File}: {path.Field}", timeProvider, loggerFactory.CreateLogger<AuthorityFile>())
            : null;
}
