using System.Text.Json.Serialization;

namespace Fixture;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FixtureOptions))]
internal sealed partial class FixtureJson : JsonSerializerContext;
