using Microsoft.Extensions.Logging;
using Reeve.Runtime.Kubernetes;

namespace Reeve.Runtime.Nodes.Certificates;

/// <summary>A serving certificate that the cluster signs (<c>kubernetes.io/kubelet-serving</c>), and what serves until then.</summary>
public sealed class ClusterServingCertificates : IServingCertificates
{
    private readonly string _node;
    private readonly CertificateManager _manager;
    private readonly ServingCertificatePolicy _policy;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private volatile SubjectNames _names;
    private volatile IKubernetesApi? _api;
    private CertificateBundle? _selfSigned;
    private (SubjectNames Names, string Node) _selfSignedFor;

    /// <summary>Reads the stored certificate, if there is one. Nothing is asked for before <see cref="Start"/>.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="names">Its addresses and names as far as they are known.</param>
    /// <param name="directory">Where certificate and key are kept (mode 0700, files 0600).</param>
    /// <param name="policy">What serves until there is one.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Makes the logger.</param>
    public ClusterServingCertificates(
        string node, IReadOnlyList<string> names, string directory, ServingCertificatePolicy policy, TimeProvider time, ILoggerFactory loggers)
    {
        (_node, _policy, _time, _names) = (node, policy, time, SubjectNames.Of(names));
        _manager = new CertificateManager(
            () => CertificateProfile.Serving(_node, _names),
            new CertificateStore(directory, "serving"),
            () => new ClusterCertificateAuthority(_api!, time),
            time,
            Random.Shared.NextDouble,
            loggers.CreateLogger<CertificateManager>());
        _manager.Replaced += _ => Changed?.Invoke();
    }

    /// <inheritdoc/>
    public event Action? Changed;

    /// <inheritdoc/>
    public CertificateBundle? Current => Signed ?? (_policy == ServingCertificatePolicy.SelfSigned ? SelfSigned() : null);

    /// <inheritdoc/>
    public string? Problem => Signed is null && _policy == ServingCertificatePolicy.Wait ? "the serving certificate waits for approval" : null;

    // One that has expired is worth no more than one that nobody signed.
    private CertificateBundle? Signed => _manager.Current is { } signed && _time.GetUtcNow() < signed.NotAfter ? signed : null;

    /// <summary>Begins to ask the cluster for certificates, with the node's own identity.</summary>
    public void Start(IKubernetesApi api)
    {
        _api = api;
        _manager.Start();
    }

    /// <inheritdoc/>
    public void SetNames(IReadOnlyList<string> names)
    {
        var wanted = SubjectNames.Of(names);
        if (_names != wanted)
        {
            _names = wanted;
            _manager.Reconsider();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _manager.DisposeAsync();

    private CertificateBundle SelfSigned()
    {
        lock (_lock)
        {
            var wanted = (_names, _node);
            if (_selfSigned is null || _selfSignedFor != wanted || !_selfSigned.IsValidAt(_time.GetUtcNow()))
            {
                _selfSigned = SelfSignedCertificate.Create(CertificateProfile.Serving(_node, _names), _time);
                _selfSignedFor = wanted;
            }

            return _selfSigned;
        }
    }
}
