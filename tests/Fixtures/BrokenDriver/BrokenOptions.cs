using System.Text.Json.Serialization;

namespace BrokenDriver;

internal sealed record BrokenOptions
{
    public string Fault { get; set; } = "";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BrokenOptions))]
internal sealed partial class BrokenJson : JsonSerializerContext;
