using System.Text.Json;

namespace Reeve.Plugins.Kubeadm.Planning;

/// <summary>Values of options as what they are written from.</summary>
internal static class JsonValues
{
    /// <summary>A mapping of names to texts, numbers, booleans, lists and mappings.</summary>
    public static Dictionary<string, object> Of(IReadOnlyDictionary<string, JsonElement> values) =>
        values.ToDictionary(value => value.Key, value => Of(value.Value), StringComparer.Ordinal);

    private static object Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().ToDictionary(field => field.Name, field => Of(field.Value), StringComparer.Ordinal),
        JsonValueKind.Array => value.EnumerateArray().Select(Of).ToList(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => value.TryGetInt64(out var number) ? number : value.GetDouble(),
        _ => value.GetString() ?? "",
    };
}
