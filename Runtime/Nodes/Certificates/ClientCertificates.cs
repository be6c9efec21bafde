using Microsoft.Extensions.Logging;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Connections;

namespace Reeve.Runtime.Nodes.Certificates;

/// <summary>
/// A node's identity by certificate (<c>system:node:NAME</c>): first asked for with a bootstrap token, later replaced with the node's own
/// identity. https://kubernetes.io/docs/reference/access-authn-authz/kubelet-tls-bootstrapping/
/// </summary>
public sealed class ClientCertificates : IAsyncDisposable
{
    private readonly CertificateStore _store;
    private readonly CertificateManager _manager;
    private readonly StaticCredentials _credentials = StaticCredentials.Anonymous();
    private readonly TimeProvider _time;
    private volatile IKubernetesApi? _bootstrap;
    private volatile IKubernetesApi? _own;

    /// <summary>Reads the stored certificate, if there is one. Nothing is asked for before <see cref="Start"/>.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="directory">Where certificate and key are kept (mode 0700, file 0600).</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Makes the logger.</param>
    public ClientCertificates(string node, string directory, TimeProvider time, ILoggerFactory loggers)
    {
        _time = time;
        _store = new CertificateStore(directory, "client");
        _manager = new CertificateManager(
            () => CertificateProfile.Client(node),
            _store,
            Authority,
            time,
            Random.Shared.NextDouble,
            loggers.CreateLogger<CertificateManager>());
        _manager.Replaced += Use;
        if (_manager.Current is { } stored)
        {
            Use(stored);
        }
    }

    /// <summary>Proves the node's identity with the certificate in use; requests in flight are not disturbed when it changes.</summary>
    public IClientCredentials Credentials => _credentials;

    /// <summary>The file of certificate and key, for a kubeconfig that names them.</summary>
    public string File => _store.Path;

    /// <summary>Whether there is a valid certificate.</summary>
    public bool HasCertificate => _manager.Current is { } current && current.IsValidAt(_time.GetUtcNow());

    /// <summary>The certificate in use, or null; how often it could not be replaced.</summary>
    public ClientCertificateState? State => _manager.Current is { } current
        ? new ClientCertificateState { Expires = current.NotAfter, Failures = _manager.Failures }
        : null;

    /// <summary>When the certificate will be replaced.</summary>
    public DateTimeOffset Due => _manager.Due;

    /// <summary>Begins to ask for certificates.</summary>
    /// <param name="own">The API as this node, by <see cref="Credentials"/>.</param>
    /// <param name="bootstrap">The API with a bootstrap identity; null where a certificate is there. Used while there is no valid one.</param>
    public void Start(IKubernetesApi own, IKubernetesApi? bootstrap)
    {
        (_own, _bootstrap) = (own, bootstrap);
        _manager.Start();
    }

    /// <summary>Waits until there is a certificate.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _manager.First.WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _manager.DisposeAsync();

    // A certificate that expired while the agent was away opens no door: the bootstrap identity is asked once more.
    private ClusterCertificateAuthority Authority() => new(HasCertificate ? _own! : _bootstrap ?? _own!, _time);

    private void Use(CertificateBundle bundle) =>
        _credentials.Replace(new ClientCredential { Certificate = new ClientCertificate(bundle.Certificate, bundle.Intermediates) });
}
