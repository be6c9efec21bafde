using System.Text.Json;

namespace Reeve.Runtime.Clusters.Freezing;

/// <summary>What an API server says of a write. Source: https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/.</summary>
internal sealed record FreezeRequest
{
    public required string Uid { get; init; }

    public string User { get; init; } = "";

    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>The object's namespace; the name of a namespace that is written itself.</summary>
    public string Namespace { get; init; } = "";

    public string ApiGroup { get; init; } = "";

    public string Resource { get; init; } = "";

    public string Subresource { get; init; } = "";

    /// <summary>Reads a review.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static FreezeRequest Of(JsonElement review)
    {
        if (review.ValueKind is not JsonValueKind.Object || !review.TryGetProperty("request", out var request) || Text(request, "uid") is not { Length: > 0 } uid)
        {
            throw new JsonException("This is no admission review.");
        }

        var resource = request.TryGetProperty("resource", out var named) ? named : default;
        var user = request.TryGetProperty("userInfo", out var info) ? info : default;
        var name = Text(resource, "resource");
        return new FreezeRequest
        {
            Uid = uid,
            User = Text(user, "username"),
            Groups = user.ValueKind is JsonValueKind.Object && user.TryGetProperty("groups", out var groups) && groups.ValueKind is JsonValueKind.Array
                ? [.. groups.EnumerateArray().Select(group => group.GetString() ?? "")]
                : [],
            Namespace = name == "namespaces" ? Text(request, "name") : Text(request, "namespace"),
            ApiGroup = Text(resource, "group"),
            Resource = name,
            Subresource = Text(request, "subResource"),
        };
    }

    private static string Text(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString()! : "";
}
