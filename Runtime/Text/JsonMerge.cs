using System.Text.Json;
using System.Text.Json.Nodes;

namespace Reeve.Runtime.Text;

/// <summary>Puts one JSON document over another: a merge patch (RFC 7396). Pure.</summary>
/// <remarks>Objects are merged member by member, however deep; lists and single values replace what was there; null takes a member away.</remarks>
internal static class JsonMerge
{
    /// <summary>The merged document; null if both are.</summary>
    /// <param name="below">What is there; null for nothing.</param>
    /// <param name="above">What goes over it; null for nothing.</param>
    public static JsonElement? Merge(JsonElement? below, JsonElement? above)
    {
        if (above is not { ValueKind: JsonValueKind.Object } patch)
        {
            return above is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } ? above : below;
        }

        var merged = below is { ValueKind: JsonValueKind.Object } given ? JsonObject.Create(given.Clone())! : [];
        Apply(merged, patch);
        using var document = JsonDocument.Parse(merged.ToJsonString());
        return document.RootElement.Clone();
    }

    private static void Apply(JsonObject target, JsonElement patch)
    {
        foreach (var member in patch.EnumerateObject())
        {
            switch (member.Value.ValueKind)
            {
                case JsonValueKind.Null:
                    target.Remove(member.Name);
                    break;
                case JsonValueKind.Object:
                    if (target[member.Name] is not JsonObject inner)
                    {
                        target[member.Name] = inner = [];
                    }

                    Apply(inner, member.Value);
                    break;
                default:
                    target[member.Name] = JsonNode.Parse(member.Value.GetRawText());
                    break;
            }
        }
    }
}
