using Reeve.Kubernetes;
using Reeve.Runtime.Pods.Sources;
using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Resolving;

/// <summary>One resolving of one pod: each object is looked up once, and every look-up is remembered. Not thread-safe.</summary>
internal sealed class ResolutionScope(IObjectSource objects, Pod pod, NodeDescription? node, Owner owner)
{
    private readonly Dictionary<ObjectKey, KubernetesObject?> _found = [];
    private readonly HashSet<ObjectKey> _references = [];

    public Pod Pod { get; } = pod;

    public Owner Owner { get; } = owner;

    public NodeDescription? Node { get; } = node;

    public string Namespace { get; } = pod.Metadata.Namespace ?? "default";

    public IReadOnlySet<ObjectKey> References => _references;

    public List<ResolutionNote> Notes { get; } = [];

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
            value = await objects.FindAsync<T>(key, cancellationToken);
            _found[key] = value;
        }

        return value as T;
    }

    public ValueTask<IReadOnlyList<Service>> ListServicesAsync(string serviceNamespace, CancellationToken cancellationToken) =>
        // Not a reference: services that come later do not change the environment of a pod that runs, as with the kubelet.
        objects.ListAsync<Service>(new ObjectKey { Kind = "Service", Namespace = serviceNamespace }, cancellationToken);

    public async ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> GetInputAsync(InputReference reference, CancellationToken cancellationToken)
    {
        var key = new ObjectKey
        {
            ApiVersion = reference.ApiVersion,
            Kind = reference.Kind,
            Namespace = reference.Namespace ?? Namespace,
            Name = reference.Name ?? "",
        };
        _references.Add(key);
        return await objects.GetJsonAsync(key, cancellationToken);
    }
}
