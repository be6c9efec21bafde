using System.Text.Json.Serialization;

namespace Reeve.Runtime.Proxies.Dns.Cloudflare;

/// <summary>How the API's documents are read and written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CloudflareReply<IReadOnlyList<CloudflareZone>>), TypeInfoPropertyName = "Zones")]
[JsonSerializable(typeof(CloudflareReply<IReadOnlyList<CloudflareRecord>>), TypeInfoPropertyName = "Records")]
[JsonSerializable(typeof(CloudflareReply<CloudflareRecord>), TypeInfoPropertyName = "Record")]
[JsonSerializable(typeof(CloudflareRecord), TypeInfoPropertyName = "Content")]
internal sealed partial class CloudflareJsonContext : JsonSerializerContext;
