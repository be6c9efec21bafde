using System.Text.Json.Serialization;

namespace Reeve.Runtime.Pods.Store;

[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PodIntent))]
[JsonSerializable(typeof(PodTombstone))]
[JsonSerializable(typeof(PodStatusDocument))]
[JsonSerializable(typeof(EventLogDocument))]
internal sealed partial class StoreJsonContext : JsonSerializerContext;
