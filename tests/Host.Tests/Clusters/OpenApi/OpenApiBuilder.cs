using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Reeve.AspNetCore.Clusters.Routes;
using Reeve.AspNetCore.Clusters.Security;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.AspNetCore.Flavors.Routes;
using Reeve.AspNetCore.Names.Routes;
using Reeve.AspNetCore.Overview;
using Reeve.AspNetCore.Proxies.Routes;
using Reeve.Host.Packages.Wire;

namespace Reeve.Host.Tests.Clusters.OpenApi;

/// <summary>Describes the API from its routes and from how its types are written.</summary>
internal sealed class OpenApiBuilder
{
    private readonly SortedDictionary<string, JsonObject> _schemas = new(StringComparer.Ordinal);
    private readonly WireComments _comments = new();

    public static JsonObject Describe(RouteTable table)
    {
        var builder = new OpenApiBuilder();
        var paths = new JsonObject();
        foreach (var path in table.Routes.GroupBy(route => route.Path))
        {
            paths[path.Key] = new JsonObject(path.Select(route => KeyValuePair.Create(route.Method.ToLowerInvariant(), (JsonNode?)builder.Operation(route))));
        }

        return new JsonObject
        {
            ["openapi"] = "3.0.3",
            ["info"] = new JsonObject
            {
                ["title"] = "Reeve: clusters and proxies",
                ["version"] = "1.0.0",
                ["description"] = "Makes, changes, upgrades and removes clusters, and says what proxies serve. Bodies are read as JSON whatever their Content-Type; unknown fields are skipped.",
            },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = new JsonObject(builder._schemas.Select(schema => KeyValuePair.Create(schema.Key, (JsonNode?)schema.Value))),
                ["securitySchemes"] = new JsonObject { ["token"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" } },
            },
        };
    }

    private JsonObject Operation(ApiRoute route)
    {
        var operation = new JsonObject
        {
            ["operationId"] = route.Id,
            ["summary"] = route.Summary,
            ["tags"] = new JsonArray(TagOf(route)),
        };
        var parameters = new JsonArray([.. PathParameters(route), .. route.Query.Select(query => Parameter(query.Name, "query", query.Description))]);
        if (parameters.Count > 0)
        {
            operation["parameters"] = parameters;
        }

        if (route.Takes is { } takes)
        {
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content("application/json", Schema(takes)) };
        }

        var content = Content(route.MediaType, route.Gives is { } gives ? Schema(gives) : new JsonObject { ["type"] = "string" });
        if (route.Streams)
        {
            content["text/event-stream"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } };
        }

        operation["responses"] = new JsonObject
        {
            ["2XX"] = new JsonObject { ["description"] = "It is so, or it goes on.", ["content"] = content },
            ["default"] = new JsonObject { ["description"] = "It failed.", ["content"] = Content("application/json", Schema(typeof(ApiError))) },
        };
        operation["security"] = route.Role == ApiRole.None ? new JsonArray() : new JsonArray(new JsonObject(), new JsonObject { ["token"] = new JsonArray() });
        operation["x-role"] = route.Role.ToString().ToLowerInvariant();
        return operation;
    }

    private static string TagOf(ApiRoute route) => route.Path.StartsWith(SeedRoutes.Prefix, StringComparison.Ordinal) ? "One cluster"
        : route.Path.Contains("/operations", StringComparison.Ordinal) ? "Operations"
        : route.Path.StartsWith(ProxyRoutes.Prefix, StringComparison.Ordinal) ? "Proxies"
        : route.Path.StartsWith(FlavorRoutes.Prefix, StringComparison.Ordinal) ? "Flavors"
        : route.Path.StartsWith(StateRoutes.Path, StringComparison.Ordinal) ? "The agent"
        : route.Path.StartsWith(OwnNameRoutes.Prefix, StringComparison.Ordinal) ? "The agent"
        : route.Path.StartsWith("/api/v1/packages", StringComparison.Ordinal) ? "Plugin packages"
        : route.Path.StartsWith("/api/", StringComparison.Ordinal) ? "Clusters"
        : "The agent";

    private static IEnumerable<JsonNode> PathParameters(ApiRoute route) => route.Segments.Where(segment => segment[0] == '{').Select(segment =>
    {
        var parameter = Parameter(segment[1..^1], "path", (segment, route.Kind) switch
        {
            ("{name}", "proxies") => "The proxy's name.",
            ("{name}", "flavors") => "The flavor's name.",
            ("{name}", _) => "The cluster's name; NAME.TENANT for one of a tenant.",
            ("{revision}", _) => "The revision's number.",
            ("{certificate}", _) => "The certificate's name.",
            _ => "The operation's id.",
        });
        parameter["required"] = true;
        return parameter;
    });

    private static JsonObject Parameter(string name, string place, string description) => new()
    {
        ["name"] = name,
        ["in"] = place,
        ["description"] = description,
        ["schema"] = new JsonObject { ["type"] = "string" },
    };

    private static JsonObject Content(string mediaType, JsonObject schema) => new() { [mediaType] = new JsonObject { ["schema"] = schema } };

    private JsonObject Schema(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var info = ApiJson.Body.Options.TryGetTypeInfo(type, out var known) ? known : PackageJson.Body.Options.GetTypeInfo(type);
        return info.Kind switch
        {
            JsonTypeInfoKind.Object => Reference(info),
            JsonTypeInfoKind.Enumerable => new JsonObject { ["type"] = "array", ["items"] = Schema(info.ElementType!) },
            JsonTypeInfoKind.Dictionary => new JsonObject { ["type"] = "object", ["additionalProperties"] = Schema(info.ElementType!) },
            _ => Scalar(info.Type),
        };
    }

    private static JsonObject Scalar(Type type) => type switch
    {
        _ when type == typeof(string) || type == typeof(TimeSpan) => new JsonObject { ["type"] = "string" },
        _ when type == typeof(bool) => new JsonObject { ["type"] = "boolean" },
        _ when type == typeof(double) => new JsonObject { ["type"] = "number" },
        _ when type == typeof(int) => new JsonObject { ["type"] = "integer", ["format"] = "int32" },
        _ when type == typeof(long) => new JsonObject { ["type"] = "integer", ["format"] = "int64" },
        _ when type == typeof(JsonElement) => new JsonObject { ["type"] = "object", ["additionalProperties"] = true },
        _ => throw new InvalidOperationException($"How is {type} described?"),
    };

    private JsonObject Reference(JsonTypeInfo info)
    {
        var name = NameOf(info.Type);
        if (_schemas.TryAdd(name, []))
        {
            var properties = new JsonObject();
            foreach (var property in info.Properties)
            {
                var schema = property.NumberHandling is { } handling && handling.HasFlag(JsonNumberHandling.WriteAsString)
                    ? new JsonObject { ["type"] = "string", ["format"] = "int64" }
                    : Schema(property.PropertyType);
                if (_comments.Find(info.Type, property.Name) is { } comment)
                {
                    // Nothing may stand beside a reference.
                    schema = schema.ContainsKey("$ref") ? new JsonObject { ["allOf"] = new JsonArray(schema) } : schema;
                    schema["description"] = comment;
                }

                properties[property.Name] = schema;
            }

            _schemas[name] = new JsonObject { ["type"] = "object", ["properties"] = properties };
        }

        return new JsonObject { ["$ref"] = $"#/components/schemas/{name}" };
    }

    private static string NameOf(Type type) => type.Name.EndsWith("Document", StringComparison.Ordinal) ? type.Name[..^"Document".Length] : type.Name;
}
