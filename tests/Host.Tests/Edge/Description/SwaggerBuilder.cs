using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using Reeve.AspNetCore.Clusters.Routes;

namespace Reeve.Host.Tests.Edge.Description;

/// <summary>Describes the edge API in the form of Swagger 2.0, from its messages and its routes, with the names that its clients know.</summary>
internal sealed class SwaggerBuilder
{
    private readonly SortedDictionary<string, JsonObject> _definitions = new(StringComparer.Ordinal);

    public static JsonObject Describe(ServiceDescriptor service, IEnumerable<ApiRoute> routes)
    {
        var builder = new SwaggerBuilder();
        var paths = new JsonObject(routes.Where(route => route.Takes is not null).OrderBy(route => route.Path, StringComparer.Ordinal)
            .Select(route => KeyValuePair.Create(route.Path, (JsonNode?)new JsonObject { [route.Method.ToLowerInvariant()] = builder.Operation(service, route) })));
        return new JsonObject
        {
            ["swagger"] = "2.0",
            ["info"] = new JsonObject { ["title"] = service.File.Name, ["version"] = "1.0" },
            ["schemes"] = new JsonArray("http", "https"),
            ["consumes"] = new JsonArray("application/json"),
            ["produces"] = new JsonArray("application/json"),
            ["paths"] = paths,
            ["definitions"] = new JsonObject(builder._definitions.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value))),
        };
    }

    private JsonObject Operation(ServiceDescriptor service, ApiRoute route)
    {
        var method = service.FindMethodByName(route.Id) ?? throw new InvalidOperationException($"{route.Path} is no method of {service.FullName}.");
        return new JsonObject
        {
            ["summary"] = route.Summary,
            ["operationId"] = route.Id,
            ["parameters"] = new JsonArray(new JsonObject { ["name"] = "body", ["in"] = "body", ["required"] = true, ["schema"] = Reference(method.InputType) }),
            ["responses"] = new JsonObject
            {
                ["200"] = new JsonObject { ["description"] = "", ["schema"] = Reference(method.OutputType) },
                ["default"] = new JsonObject { ["description"] = "It failed.", ["schema"] = Error() },
            },
            ["tags"] = new JsonArray(service.Name),
        };
    }

    private JsonObject Error()
    {
        _definitions["runtimeError"] = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["error"] = Text(),
                ["message"] = Text(),
                ["code"] = new JsonObject { ["type"] = "integer", ["format"] = "int32" },
                ["details"] = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "object", ["additionalProperties"] = true } },
            },
        };
        return new JsonObject { ["$ref"] = "#/definitions/runtimeError" };
    }

    private JsonObject Reference(MessageDescriptor message)
    {
        var name = message.File.Package + message.Name;
        if (_definitions.TryAdd(name, []))
        {
            _definitions[name] = new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject(message.Fields.InDeclarationOrder().Select(field => KeyValuePair.Create(field.JsonName, (JsonNode?)Property(field)))),
            };
        }

        return new JsonObject { ["$ref"] = $"#/definitions/{name}" };
    }

    private JsonObject Property(FieldDescriptor field)
    {
        var one = field.FieldType switch
        {
            FieldType.Message => Reference(field.MessageType),
            FieldType.String => Text(),
            _ => throw new InvalidOperationException($"How is {field.FullName} described?"),
        };
        return field.IsRepeated ? new JsonObject { ["type"] = "array", ["items"] = one } : one;
    }

    private static JsonObject Text() => new() { ["type"] = "string" };
}
