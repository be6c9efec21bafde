using System.Text.Json.Nodes;
using Reeve.Distributions.Text;

namespace Reeve.Distributions.Addons;

/// <summary>The objects of a manifest. Pure.</summary>
public static class ManifestObjects
{
    /// <summary>Reads a manifest: YAML or JSON documents; lists are taken apart.</summary>
    /// <param name="manifest">Its text.</param>
    /// <returns>Objects with <c>apiVersion</c>, <c>kind</c> and <c>metadata.name</c>, in the manifest's order.</returns>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: it is no manifest.</exception>
    public static IReadOnlyList<JsonObject> Read(string manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return [.. YamlJson.Read(manifest).SelectMany(Flatten).Select(Require)];
    }

    private static IEnumerable<JsonNode?> Flatten(JsonNode? document) =>
        document is JsonObject list && Text(list["kind"])?.EndsWith("List", StringComparison.Ordinal) == true && list["items"] is JsonArray items
            ? items.SelectMany(Flatten).ToList()
            : [document];

    private static JsonObject Require(JsonNode? node) =>
        node is JsonObject one && Text(one["apiVersion"]) is { Length: > 0 } && Text(one["kind"]) is { Length: > 0 } && one["metadata"] is JsonObject metadata && Text(metadata["name"]) is { Length: > 0 }
            ? (JsonObject)one.DeepClone()
            : throw new ProviderException(ErrorReason.Invalid, "The manifest holds something that is no object of Kubernetes: apiVersion, kind and metadata.name are missing.");

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
