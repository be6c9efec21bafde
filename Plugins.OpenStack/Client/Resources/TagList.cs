using System.Text.Json;
using System.Text.Json.Nodes;

namespace Reeve.Plugins.OpenStack.Client.Resources;

/// <summary>Tags as Nova and Neutron take them.</summary>
internal static class TagList
{
    /// <summary>The body that replaces all tags.</summary>
    public static JsonElement Body(IReadOnlyList<string> tags) =>
        JsonSerializer.SerializeToElement(new JsonObject { ["tags"] = new JsonArray([.. tags.Select(tag => (JsonNode)tag)]) }, CloudJson.Default.JsonObject);
}
