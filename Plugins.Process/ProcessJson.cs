using System.Text.Json.Serialization;
using Reeve.Plugins.Process.Records;

namespace Reeve.Plugins.Process;

/// <summary>JSON of this plugin, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ProcessOptions))]
[JsonSerializable(typeof(ContainerLabel))]
internal sealed partial class ProcessJson : JsonSerializerContext;
