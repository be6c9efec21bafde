using System.Text.Json.Serialization;

namespace Reeve.Host.Edge.Provisions;

/// <summary>JSON of flavors that plugins bring along.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PresetFlavorList))]
internal sealed partial class PresetJson : JsonSerializerContext;
