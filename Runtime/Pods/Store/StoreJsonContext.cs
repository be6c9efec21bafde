using System.Text.Json.Serialization;

namespace Reeve.Runtime.Pods.Store;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PodIntent))]
[JsonSerializable(typeof(PodTombstone))]
[JsonSerializable(typeof(PodStatusDocument))]
[JsonSerializable(typeof(EventLogDocument))]
internal sealed partial class StoreJsonContext : JsonSerializerContext;
