using System.Text.Json;
using System.Text.Json.Serialization;

namespace ScriptedCluster;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ScriptedOptions))]
[JsonSerializable(typeof(ScriptedFile))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class ScriptedJson : JsonSerializerContext;
