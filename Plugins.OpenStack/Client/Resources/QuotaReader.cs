using System.Text.Json;
using Reeve.Plugins.OpenStack.Client.Http;

namespace Reeve.Plugins.OpenStack.Client.Resources;

/// <summary>Reads quotas: <c>{limit, used}</c> (Neutron), <c>{limit, in_use}</c> (Nova, Cinder), or the limit alone (Octavia).</summary>
internal static class QuotaReader
{
    /// <summary>Asks a service for those of the client's project.</summary>
    /// <param name="service">The service.</param>
    /// <param name="pathOf">Where they are, by the project's id.</param>
    /// <param name="key">The field of the answer that holds them.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task<IReadOnlyDictionary<string, Quota>> ReadAsync(ServiceClient service, Func<string?, string> pathOf, string key, CancellationToken cancellationToken)
    {
        var session = await service.SessionAsync(cancellationToken);
        var answer = await service.GetAsync(pathOf(session.ProjectId), cancellationToken);
        return Read(answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(key, out var set) ? set : default);
    }

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
