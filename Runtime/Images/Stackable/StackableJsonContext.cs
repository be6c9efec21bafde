using System.Text.Json.Serialization;

namespace Reeve.Runtime.Images.Stackable;

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(RepositoryMetadata))]
[JsonSerializable(typeof(RepositoryObject))]
[JsonSerializable(typeof(PackageRecord))]
internal sealed partial class StackableJsonContext : JsonSerializerContext;
