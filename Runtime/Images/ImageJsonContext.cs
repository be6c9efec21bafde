using System.Text.Json.Serialization;

namespace Reeve.Runtime.Images;

[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ImageLease))]
internal sealed partial class ImageJsonContext : JsonSerializerContext;
