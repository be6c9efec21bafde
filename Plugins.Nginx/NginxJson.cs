using System.Text.Json.Serialization;
using Reeve.Plugins.Nginx.Processes;

namespace Reeve.Plugins.Nginx;

/// <summary>JSON of this plugin, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NginxOptions))]
[JsonSerializable(typeof(MasterRecord))]
internal sealed partial class NginxJson : JsonSerializerContext;
