using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Kubernetes.Requests;

/// <summary>A change of an object, in one of the API's four forms. Immutable.</summary>
public sealed class KubernetesPatch
{
    private KubernetesPatch(string contentType, ReadOnlyMemory<byte> body)
    {
        ContentType = contentType;
        Body = body;
    }

    /// <summary>Media type, which says how the body is meant.</summary>
    public string ContentType { get; }

    /// <summary>The body, JSON in UTF-8.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Whether carrying it out twice is the same as once: apply alone.</summary>
    internal bool IsApply => ContentType == "application/apply-patch+yaml";

    /// <summary>A strategic merge: lists of the built-in kinds are merged by their keys.</summary>
    public static KubernetesPatch Strategic(ReadOnlyMemory<byte> body) => new("application/strategic-merge-patch+json", body);

    /// <summary>A strategic merge of an object of the model; what is null or empty in it is not touched.</summary>
    public static KubernetesPatch Strategic<T>(T body)
        where T : KubernetesRecord => Strategic(KubernetesJson.SerializeToUtf8Bytes(body));

    /// <summary>A merge by RFC 7396: lists are replaced, null removes.</summary>
    public static KubernetesPatch Merge(ReadOnlyMemory<byte> body) => new("application/merge-patch+json", body);

    /// <summary>A merge by RFC 7396 of an object of the model; what is null or empty in it is not touched.</summary>
    public static KubernetesPatch Merge<T>(T body)
        where T : KubernetesRecord => Merge(KubernetesJson.SerializeToUtf8Bytes(body));

    /// <summary>A list of operations by RFC 6902.</summary>
    public static KubernetesPatch Json(ReadOnlyMemory<byte> body) => new("application/json-patch+json", body);

    /// <summary>Server-side apply: the whole of what the field manager wants. Needs <see cref="WriteOptions.FieldManager"/>.</summary>
    public static KubernetesPatch Apply(ReadOnlyMemory<byte> body) => new("application/apply-patch+yaml", body);

    /// <summary>Server-side apply of an object.</summary>
    public static KubernetesPatch Apply<T>(T body, JsonTypeInfo<T> type) => Apply(JsonSerializer.SerializeToUtf8Bytes(body, type));
}
