using System.Text;
using Reeve.Kubernetes;
using Reeve.Runtime.Validation;

namespace Reeve.Runtime.Manifests.Kinds;

/// <summary>The kinds that are kept as they are.</summary>
internal static class SimpleKinds
{
    public static SimpleKind<ConfigMap> ConfigMap { get; } = new() { List = static c => c.ConfigMaps, Validate = ConfigMapValidator.Validate };

    public static SimpleKind<Secret> Secret { get; } = new()
    {
        IsSecret = true,
        List = static c => c.Secrets,
        Validate = SecretValidator.Validate,
        Complete = Merge,
    };

    public static SimpleKind<Service> Service { get; } = new() { List = static c => c.Services, Validate = ServiceValidator.Validate };

    public static SimpleKind<ServiceAccount> ServiceAccount { get; } = new() { List = static c => c.ServiceAccounts };

    public static SimpleKind<Namespace> Namespace { get; } = new() { List = static c => c.Namespaces, IsNamespaced = false };

    public static SimpleKind<PersistentVolumeClaim> PersistentVolumeClaim { get; } = new() { List = static c => c.Claims };

    public static SimpleKind<PersistentVolume> PersistentVolume { get; } = new() { List = static c => c.Volumes, IsNamespaced = false };

    /// <summary>Like the API server: <c>stringData</c> wins over <c>data</c> and is gone afterwards.</summary>
    private static Secret Merge(Secret secret)
    {
        var data = new Dictionary<string, ReadOnlyMemory<byte>>(secret.Data, StringComparer.Ordinal);
        foreach (var (key, value) in secret.StringData)
        {
            data[key] = Encoding.UTF8.GetBytes(value);
        }

        return secret with { Data = data, StringData = new Dictionary<string, string>(), Type = secret.Type is { Length: > 0 } type ? type : SecretTypes.Opaque };
    }
}
