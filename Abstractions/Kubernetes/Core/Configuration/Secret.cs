using System.Collections.ObjectModel;

namespace Reeve.Kubernetes;

/// <summary>Secret data as keys and values. Values must not be logged.</summary>
public sealed record Secret() : KubernetesObject("v1", "Secret")
{
    /// <summary>Whether the data may not change.</summary>
    public bool? Immutable { get; init; }

    /// <summary>Bytes, by key; base64 in JSON.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Data { get; init => field = value ?? ReadOnlyDictionary<string, ReadOnlyMemory<byte>>.Empty; }
        = ReadOnlyDictionary<string, ReadOnlyMemory<byte>>.Empty;

    /// <summary>Text, by key, for writing; it wins over <c>data</c>.</summary>
    public IReadOnlyDictionary<string, string> StringData { get; init => field = value ?? ReadOnlyDictionary<string, string>.Empty; }
        = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>One of <see cref="SecretTypes"/>, or any other; default Opaque.</summary>
    public string? Type { get; init; }
}
