using System.Text.Json;
using Reeve.Kubernetes;
using Reeve.Runtime.Manifests;

namespace Reeve.Runtime.Pods.Sources;

/// <summary>The objects of manifests that pods refer to. Immutable.</summary>
internal sealed class ManifestObjects
{
    private readonly Dictionary<ObjectKey, KubernetesObject> _objects = [];
    private readonly Dictionary<ObjectKey, List<KubernetesObject>> _lists = [];

    /// <summary>Collects the objects; of two with the same name the first counts.</summary>
    public ManifestObjects(IEnumerable<ManifestSet> sets)
    {
        foreach (var value in sets.SelectMany(All))
        {
            var key = KeyOf(value);
            if (_objects.TryAdd(key, value))
            {
                var list = key with { Name = "" };
                (_lists.TryGetValue(list, out var items) ? items : _lists[list] = []).Add(value);
            }
        }
    }

    public KubernetesObject? Find(ObjectKey key) => _objects.GetValueOrDefault(key);

    public IReadOnlyList<KubernetesObject> List(ObjectKey key) => _lists.GetValueOrDefault(key with { Name = "" }) ?? [];

    /// <summary>Names of objects that are not the same in another state.</summary>
    public IEnumerable<ObjectKey> Differences(ManifestObjects other) =>
        _objects.Keys.Union(other._objects.Keys).Where(key => !ReferenceEquals(Find(key), other.Find(key)));

    /// <summary>An object as JSON.</summary>
    public static ReadOnlyMemory<byte> ToJson(KubernetesObject value) =>
        JsonSerializer.SerializeToUtf8Bytes(value, KubernetesJson.Options.GetTypeInfo(value.GetType()));

    private static ObjectKey KeyOf(KubernetesObject value) => new()
    {
        ApiVersion = value.ApiVersion,
        Kind = value.Kind,
        Namespace = value.Metadata.Namespace ?? "",
        Name = value.Metadata.Name,
    };

    private static IEnumerable<KubernetesObject> All(ManifestSet set) =>
    [
        .. set.ConfigMaps, .. set.Secrets, .. set.Services, .. set.ServiceAccounts, .. set.Namespaces,
        .. set.PersistentVolumeClaims, .. set.PersistentVolumes,
    ];
}
