using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelCluster;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ModelOptions))]
[JsonSerializable(typeof(ModelFile))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class ModelJson : JsonSerializerContext;
