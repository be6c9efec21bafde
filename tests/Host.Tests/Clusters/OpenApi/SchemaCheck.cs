using System.Text.Json;
using System.Text.Json.Nodes;

namespace Reeve.Host.Tests.Clusters.OpenApi;

/// <summary>Checks a document against a schema: of the right type everywhere, and nothing in it that the schema does not know.</summary>
internal static class SchemaCheck
{
    public static void Check(JsonNode? value, JsonNode schema, JsonNode document, string where)
    {
        Assert.True(value is not null, $"{where}: null");
        if (schema["$ref"] is { } reference)
        {
            Check(value, document["components"]!["schemas"]![((string)reference!).Split('/')[^1]]!, document, where);
            return;
        }

        if (schema["allOf"] is JsonArray all)
        {
            Check(value, all[0]!, document, where);
            return;
        }

        var kind = value.GetValueKind();
        var expected = (string)schema["type"]!;
        Assert.True(
            expected switch
            {
                "object" => kind == JsonValueKind.Object,
                "array" => kind == JsonValueKind.Array,
                "string" => kind == JsonValueKind.String,
                "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
                _ => kind == JsonValueKind.Number,
            },
            $"{where}: {kind} is no {expected}");
        if (value is JsonObject item && schema["properties"] is JsonObject properties)
        {
            foreach (var (name, inner) in item)
            {
                Assert.True(properties.ContainsKey(name), $"{where}: {name} is not described");
                Check(inner, properties[name]!, document, $"{where}.{name}");
            }
        }

        if (value is JsonArray items)
        {
            Assert.All(items, inner => Check(inner, schema["items"]!, document, $"{where}[]"));
        }
    }
}
