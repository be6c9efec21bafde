using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Pods.Store;

/// <summary>JSON of the store: its own documents, with objects of the API as the API writes them.</summary>
internal static class StoreJson
{
    private static readonly JsonSerializerOptions Options = Create();

    public static JsonTypeInfo<PodIntent> Intent { get; } = TypeInfo<PodIntent>();

    public static JsonTypeInfo<PodTombstone> Tombstone { get; } = TypeInfo<PodTombstone>();

    public static JsonTypeInfo<PodStatusDocument> Status { get; } = TypeInfo<PodStatusDocument>();

    public static JsonTypeInfo<EventLogDocument> Events { get; } = TypeInfo<EventLogDocument>();

    private static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    private static JsonSerializerOptions Create()
    {
        // The model's metadata comes first: the context below has its own for the same types, which would write empty collections.
        var options = new JsonSerializerOptions(KubernetesJson.Options);
        options.TypeInfoResolverChain.Add(StoreJsonContext.Default);
        options.MakeReadOnly();
        return options;
    }
}
