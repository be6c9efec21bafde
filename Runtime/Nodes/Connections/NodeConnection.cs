using Microsoft.Extensions.Logging;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Connections;
using Reeve.Runtime.Kubernetes.Connections.Kubeconfigs;
using Reeve.Runtime.Nodes.Certificates;

namespace Reeve.Runtime.Nodes.Connections;

/// <summary>A node's way to its cluster: by a kubeconfig that somebody gave it, or by a certificate that it asks for with a bootstrap token.</summary>
/// <remarks>
/// A kubeconfig that is there is used as it is. Otherwise, with a bootstrap kubeconfig, the cluster signs a certificate, and a kubeconfig that names
/// it is written where one was asked for. A certificate that came about so is replaced before it runs out, whichever of the two ways the agent
/// was started with.
/// </remarks>
public sealed partial class NodeConnection : IAsyncDisposable
{
    private readonly NodeConnectionOptions _options;
    private readonly ClientCertificates? _certificates;
    private readonly KubernetesClient? _bootstrap;
    private readonly KubernetesClient _client;
    private readonly ILogger _logger;

    private NodeConnection(
        NodeConnectionOptions node, KubernetesConnection connection, ClientCertificates? certificates, KubernetesClient? bootstrap, TimeProvider time, ILoggerFactory loggers)
    {
        (_options, _certificates, _bootstrap) = (node, certificates, bootstrap);
        _logger = loggers.CreateLogger<NodeConnection>();
        // What a node asks is bounded by how much it does at once: a limit per second would only delay the start of many pods.
        var options = new KubernetesClientOptions { RequestsPerSecond = 0 };
        _client = new KubernetesClient(connection, options, time, loggers.CreateLogger<KubernetesClient>());
    }

    /// <summary>The API as the node. What is asked before <see cref="ConnectAsync"/> has returned is refused.</summary>
    public IKubernetesApi Api => _client;

    /// <summary>The client certificate that is renewed; null where the kubeconfig's own identity is used, or there is none yet.</summary>
    public ClientCertificateState? ClientCertificate => _certificates?.State;

    /// <summary>Where the cluster is, and as whom.</summary>
    public KubernetesConnection Connection => _client.Connection;

    /// <summary>Finds and reads the configuration. Nothing is asked of the cluster yet.</summary>
    /// <exception cref="KubernetesConfigurationException">There is none, or it is wrong.</exception>
    public static NodeConnection Open(NodeConnectionOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(options);
        var loader = new KubeconfigLoader(time, loggers);
        var path = options.Kubeconfig.Path;
        var bootstrap = options.BootstrapKubeconfig is { } file ? loader.Load([file]) : null;
        if (bootstrap is null || (path is not null && File.Exists(path)))
        {
            var given = loader.Load(options.Kubeconfig);
            var own = path is not null && NodeKubeconfig.Names(path, ClientCertificatePath(options))
                ? new ClientCertificates(options.Node, options.CertificateDirectory, time, loggers)
                : null;
            if (own is not null)
            {
                given = given with { Credentials = own.Credentials };
            }

            return new NodeConnection(options, given, own, own is null || bootstrap is null ? null : Client(bootstrap), time, loggers);
        }

        var certificates = new ClientCertificates(options.Node, options.CertificateDirectory, time, loggers);
        var connection = bootstrap with { Credentials = certificates.Credentials, Impersonation = null };
        return new NodeConnection(options, connection, certificates, Client(bootstrap), time, loggers);

        KubernetesClient Client(KubernetesConnection to) => new(to, timeProvider: time, logger: loggers.CreateLogger<KubernetesClient>());
    }

    /// <summary>Gets the node its identity: at once where it has one, else when the cluster has signed its certificate.</summary>
    /// <exception cref="IOException">The kubeconfig cannot be written.</exception>
    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        if (_certificates is null)
        {
            return;
        }

        if (!_certificates.HasCertificate)
        {
            LogBootstrapping(_options.Node, Connection.Server);
        }

        _certificates.Start(_client, _bootstrap);
        await _certificates.WaitAsync(cancellationToken);
        if (_options.Kubeconfig.Path is { } path && !File.Exists(path))
        {
            NodeKubeconfig.Write(path, Connection, _certificates.File);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await (_certificates?.DisposeAsync() ?? ValueTask.CompletedTask);
        _bootstrap?.Dispose();
        _client.Dispose();
    }

    private static string ClientCertificatePath(NodeConnectionOptions options) => Path.Combine(options.CertificateDirectory, "client.pem");

    [LoggerMessage(1971, LogLevel.Information, "Node {Node} asks {Server} for its client certificate.")]
    private partial void LogBootstrapping(string node, Uri server);
}
