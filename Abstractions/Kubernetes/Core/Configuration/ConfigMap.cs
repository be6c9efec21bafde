using System.Collections.ObjectModel;

namespace Reeve.Kubernetes;

/// <summary>Configuration as keys and values.</summary>
public sealed record ConfigMap() : KubernetesObject("v1", "ConfigMap")
{
    /// <summary>Whether the data may not change.</summary>
    public bool? Immutable { get; init; }

    /// <summary>Text, by key.</summary>
    public IReadOnlyDictionary<string, string> Data { get; init => field = value ?? ReadOnlyDictionary<string, string>.Empty; }
        = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Bytes, by key; base64 in JSON.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> BinaryData { get; init => field = value ?? ReadOnlyDictionary<string, ReadOnlyMemory<byte>>.Empty; }
        = ReadOnlyDictionary<string, ReadOnlyMemory<byte>>.Empty;
}
