using System.Text.Json;
using System.Text.Json.Nodes;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.AspNetCore.Proxies.Wire;

namespace Reeve.Host.Rendering.Proxies;

/// <summary>A proxy as people write it: what is empty, or off, is left out; to leave it out means the same.</summary>
internal static class ShortDocument
{
    /// <summary>Makes it.</summary>
    public static JsonNode Of(ProxyDocument proxy)
    {
        var document = JsonSerializer.SerializeToNode(proxy, ApiJson.Body.ProxyDocument)!;
        if (document["spec"] is JsonObject spec)
        {
            Shorten(spec);
        }

        return document;
    }

    private static void Shorten(JsonObject part)
    {
        foreach (var (name, value) in part.ToList())
        {
            foreach (var inner in value switch { JsonObject child => [child], JsonArray list => list.OfType<JsonObject>(), _ => [] })
            {
                Shorten(inner);
            }

            if (value is JsonArray { Count: 0 } or JsonObject { Count: 0 } || value?.GetValueKind() is JsonValueKind.False)
            {
                part.Remove(name);
            }
        }
    }
}
