using System.Text.Json;
using System.Text.Json.Serialization;
using Reeve.Runtime.Proxies.Revisions;

namespace Reeve.Runtime.Proxies.Specs;

/// <summary>JSON of the proxies' documents.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    RespectNullableAnnotations = true,
    Converters = [typeof(DurationConverter)])]
[JsonSerializable(typeof(ProxySpec))]
[JsonSerializable(typeof(ProxyRevision))]
[JsonSerializable(typeof(CurrentRevision))]
internal sealed partial class ProxyJson : JsonSerializerContext;
