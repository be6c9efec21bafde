using Reeve.Kubernetes;
using Reeve.Runtime.Pods.Sources;
using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Resolving;

/// <summary>One resolving of one pod: each object is looked up once, and every look-up is remembered. Not thread-safe.</summary>
internal sealed class ResolutionScope(PodResolver resolver, Pod pod, NodeDescription? node)
{
    private readonly Dictionary<ObjectKey, KubernetesObject?> _found = [];
    private readonly HashSet<ObjectKey> _references = [];

    public Pod Pod { get; } = pod;

    public Owner Owner => resolver.Owner;

    public NodeDescription? Node { get; } = node;

    public string Namespace { get; } = pod.Metadata.Namespace ?? "default";

    public IReadOnlySet<ObjectKey> References => _references;

    public List<ResolutionNote> Notes { get; } = [];

    /// <summary>Something could not be read, so that it is worth trying again.</summary>
    public bool IsUnread { get; private set; }

    /// <summary>The first time at which a token is to be replaced.</summary>
    public DateTimeOffset? RefreshAt { get; private set; }

    /// <summary>What the pod is told as the API server's address; null for the address of the service.</summary>
    public ServiceEndpoint? KubernetesApi => resolver.KubernetesApiOf(Pod.Spec);

    public ValueTask<ConfigMap?> FindConfigMapAsync(string name, CancellationToken cancellationToken) =>
        FindAsync<ConfigMap>("ConfigMap", Namespace, name, cancellationToken);

    public ValueTask<Secret?> FindSecretAsync(string name, CancellationToken cancellationToken) =>
        FindAsync<Secret>("Secret", Namespace, name, cancellationToken);

    public async ValueTask<T?> FindAsync<T>(string kind, string objectNamespace, string name, CancellationToken cancellationToken)
        where T : KubernetesObject
    {
        var key = new ObjectKey { Kind = kind, Namespace = objectNamespace, Name = name };
        _references.Add(key);
        if (!_found.TryGetValue(key, out var value))
        {
            value = await ReadAsync(() => resolver.Objects.FindAsync<T>(key, cancellationToken));
            _found[key] = value;
        }

        return value as T;
    }

    public Task<IReadOnlyList<Service>> ListServicesAsync(string serviceNamespace, CancellationToken cancellationToken) =>
        // Not a reference: services that come later do not change the environment of a pod that runs, as with the kubelet.
        ReadAsync(() => resolver.Objects.ListAsync<Service>(new ObjectKey { Kind = "Service", Namespace = serviceNamespace }, cancellationToken));

    /// <summary>The pod's token.</summary>
    /// <exception cref="ResolutionException">There is no cluster, or it is not reached and that is to be borne.</exception>
    public async ValueTask<string> GetTokenAsync(ServiceAccountTokenProjection projection, CancellationToken cancellationToken)
    {
        var tokens = resolver.Tokens
            ?? throw new ResolutionException("a service account token needs a cluster, and a stand-alone agent has none: remove the serviceAccountToken source");
        var token = await ReadAsync(() => tokens.GetAsync(Pod, projection, cancellationToken));
        RefreshAt = RefreshAt < token.RefreshAt ? RefreshAt : token.RefreshAt;
        return token.Token;
    }

    public async ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> GetInputAsync(InputReference reference, CancellationToken cancellationToken)
    {
        if (!reference.Credentials || resolver.Credentials is null)
        {
            // Credentials with a source of their own are read anew whenever a pod is resolved, and followed by nobody.
            _references.Add(PodResolver.KeyOf(reference, Namespace));
        }

        return await ReadAsync(() => resolver.ReadInputAsync(reference, Namespace, cancellationToken));
    }

    private async Task<TResult> ReadAsync<TResult>(Func<ValueTask<TResult>> read)
    {
        try
        {
            return await read();
        }
        catch (ProviderException e)
        {
            IsUnread = true;
            throw new ResolutionException(e.Message) { IsUnread = true };
        }
    }
}
