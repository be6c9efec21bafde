using System.Text.Json.Serialization;

namespace Reeve.Plugins.Slurm;

/// <summary>JSON of this plugin, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SlurmOptions))]
[JsonSerializable(typeof(Pods.PodIdentity))]
internal sealed partial class SlurmJson : JsonSerializerContext;
