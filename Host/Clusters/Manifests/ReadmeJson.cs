using System.Text.Json.Serialization;

namespace Reeve.Host.Clusters.Manifests;

/// <summary>JSON of manifests for people.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReadmeCluster))]
internal sealed partial class ReadmeJson : JsonSerializerContext;
