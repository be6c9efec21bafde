using System.Text.Json.Serialization;

namespace Reeve.Plugins.Slurm;

/// <summary>JSON of this plugin, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SlurmOptions))]
internal sealed partial class SlurmJson : JsonSerializerContext;
