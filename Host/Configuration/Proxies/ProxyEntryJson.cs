using System.Text.Json.Serialization;
using Reeve.Runtime.Proxies.Acme;
using Reeve.Runtime.Proxies.Dns.Cloudflare;
using Reeve.Runtime.Proxies.Dns.Updates;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Host.Configuration.Proxies;

/// <summary>JSON of what the configuration says of proxies. What is in it was checked by schemas.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(DurationConverter)])]
[JsonSerializable(typeof(ProxyEntry))]
[JsonSerializable(typeof(AcmeOptions))]
[JsonSerializable(typeof(CloudflareOptions))]
[JsonSerializable(typeof(UpdateOptions))]
internal sealed partial class ProxyEntryJson : JsonSerializerContext;
