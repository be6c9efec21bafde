using System.Globalization;
using System.Text.Json;

namespace Reeve.Plugins.Slurm.Controller.Rest;

/// <summary>
/// Reads the answers of slurmrestd, whose fields change their shape from version to version: numbers alone or as <c>{set, infinite, number}</c>, states
/// as a word or as a list, texts as text or null. Nothing here throws: what is not there or is something else is as good as absent.
/// </summary>
internal static class RestJson
{
    /// <summary>A field of an object, along a path; undefined if it is not there.</summary>
    public static JsonElement At(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return default;
            }
        }

        return element;
    }

    /// <summary>The items of a list; none if it is no list.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement element) => element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];

    /// <summary>A text; empty if it is none.</summary>
    public static string Text(JsonElement element, params ReadOnlySpan<string> path)
    {
        var value = At(element, path);
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
    }

    /// <summary>A whole number; null if there is none, it is not set, or it is infinite.</summary>
    public static long? Number(JsonElement element, params ReadOnlySpan<string> path)
    {
        var value = At(element, path);
        return value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetInt64(out var number) => number,
            JsonValueKind.Number when value.TryGetDouble(out var number) && Math.Abs(number) < 1e18 => (long)number,
            JsonValueKind.String when long.TryParse(value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
            JsonValueKind.Object when !Is(value, "infinite") && !IsNot(value, "set") => Number(value, "number"),
            _ => null,
        };
    }

    /// <summary>The words of a list, of a text separated by commas, or of a single word.</summary>
    public static IReadOnlyList<string> Words(JsonElement element, params ReadOnlySpan<string> path)
    {
        var value = At(element, path);
        return value.ValueKind switch
        {
            JsonValueKind.Array => [.. value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)],
            JsonValueKind.String => value.GetString()!.Split([',', '+'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            _ => [],
        };
    }

    /// <summary>A time.</summary>
    public static DateTimeOffset? Time(JsonElement element, params ReadOnlySpan<string> path) => Number(element, path) is { } seconds ? Commands.SlurmText.FromUnix(seconds) : null;

    private static bool Is(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static bool IsNot(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.False;
}
