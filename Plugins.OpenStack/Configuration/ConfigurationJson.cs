using System.Text.Json.Serialization;

namespace Reeve.Plugins.OpenStack.Configuration;

/// <summary>JSON of the options, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OpenStackOptions))]
internal sealed partial class ConfigurationJson : JsonSerializerContext;
