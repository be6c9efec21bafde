using System.Text.Json.Serialization;

namespace Company.Plugin1;

/// <summary>What users may set, as options.schema.json says.</summary>
public sealed class ModelOptions
{
    public string? Directory { get; set; }
}

// Source generation: by reflection the serializer would keep the plugin's code in memory for ever.
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ModelOptions))]
[JsonSerializable(typeof(ModelFile))]
internal sealed partial class ModelJson : JsonSerializerContext;
