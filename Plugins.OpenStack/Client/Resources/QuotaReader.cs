using System.Text.Json;

namespace Reeve.Plugins.OpenStack.Client.Resources;

/// <summary>Reads quotas: <c>{limit, used}</c> (Neutron), <c>{limit, in_use}</c> (Nova, Cinder), or the limit alone (Octavia).</summary>
internal static class QuotaReader
{
    /// <summary>Those of an object by name; what is no quota is left out.</summary>
    public static IReadOnlyDictionary<string, Quota> Read(JsonElement set)
    {
        var found = new Dictionary<string, Quota>(StringComparer.Ordinal);
        if (set.ValueKind != JsonValueKind.Object)
        {
            return found;
        }

        foreach (var property in set.EnumerateObject())
        {
            if (Number(property.Value) is { } limit)
            {
                found[property.Name] = new Quota { Limit = limit };
            }
            else if (property.Value.ValueKind == JsonValueKind.Object && Number(property.Value, "limit") is { } most)
            {
                found[property.Name] = new Quota
                {
                    Limit = most,
                    Used = Number(property.Value, "used") ?? Number(property.Value, "in_use") ?? 0,
                    Reserved = Number(property.Value, "reserved") ?? 0,
                };
            }
        }

        return found;
    }

    private static long? Number(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? Number(value) : null;

    // Old Neutrons write some numbers as texts.
    private static long? Number(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number when element.TryGetInt64(out var number) => number,
        JsonValueKind.String when long.TryParse(element.GetString(), System.Globalization.CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };
}
