using System.Text.Json.Serialization;

namespace Reeve.Plugins.Proxy;

/// <summary>JSON of this plugin, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProxyOptions))]
internal sealed partial class ProxyJson : JsonSerializerContext;
