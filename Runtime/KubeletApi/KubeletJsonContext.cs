using System.Text.Json.Serialization;
using Reeve.Runtime.KubeletApi.Stats;
using Reeve.Runtime.KubeletApi.Streaming;

namespace Reeve.Runtime.KubeletApi;

/// <summary>JSON of the kubelet API beside the object model.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ResizeMessage))]
[JsonSerializable(typeof(Summary))]
internal sealed partial class KubeletJsonContext : JsonSerializerContext;
