using System.Text.Json.Serialization;

namespace Reeve.Plugins.Systemd;

/// <summary>JSON of this plugin, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SystemdOptions))]
internal sealed partial class SystemdJson : JsonSerializerContext;
