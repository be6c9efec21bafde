using System.Text;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Pods.Resolving;

/// <summary>Reads values of ConfigMaps and Secrets.</summary>
internal static class ObjectData
{
    /// <summary>All keys.</summary>
    public static IEnumerable<string> Keys(ConfigMap configMap) => configMap.Data.Keys.Union(configMap.BinaryData.Keys);

    /// <summary>All keys.</summary>
    public static IEnumerable<string> Keys(Secret secret) => secret.Data.Keys.Union(secret.StringData.Keys);

    /// <summary>The bytes of a key, or null.</summary>
    public static ReadOnlyMemory<byte>? Bytes(ConfigMap configMap, string key)
    {
        if (configMap.Data.TryGetValue(key, out var text))
        {
            return Encoding.UTF8.GetBytes(text);
        }

        return configMap.BinaryData.TryGetValue(key, out var bytes) ? bytes : (ReadOnlyMemory<byte>?)null;
    }

    /// <summary>The bytes of a key, or null.</summary>
    public static ReadOnlyMemory<byte>? Bytes(Secret secret, string key)
    {
        if (secret.StringData.TryGetValue(key, out var text))
        {
            return Encoding.UTF8.GetBytes(text);
        }

        return secret.Data.TryGetValue(key, out var bytes) ? bytes : (ReadOnlyMemory<byte>?)null;
    }
}
