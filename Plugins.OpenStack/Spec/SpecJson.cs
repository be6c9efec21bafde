using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Reeve.Plugins.OpenStack.Spec;

/// <summary>JSON of specifications, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(OpenStackSpec))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class SpecJson : JsonSerializerContext;
