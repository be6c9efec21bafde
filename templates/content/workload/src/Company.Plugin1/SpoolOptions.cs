using System.Text.Json.Serialization;

namespace Company.Plugin1;

/// <summary>What users may set, as options.schema.json says.</summary>
public sealed class SpoolOptions
{
    public string? Directory { get; set; }

    public int Pods { get; set; } = 100;
}

// Source generation: by reflection the serializer would keep the plugin's code in memory for ever.
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SpoolOptions))]
[JsonSerializable(typeof(Job))]
internal sealed partial class SpoolJson : JsonSerializerContext;
