using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reeve.Host.Configuration;

/// <summary>JSON of shown configuration.</summary>
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class ConfigurationJsonContext : JsonSerializerContext;
