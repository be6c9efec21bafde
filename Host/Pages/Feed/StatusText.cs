using System.Text.Json;
using Reeve.AspNetCore.Clusters.Wire;

namespace Reeve.Host.Pages.Feed;

/// <summary>Events of the status page as JSON.</summary>
internal static class StatusText
{
    /// <summary>Everything, or what has changed: <c>{"kinds": {"pods": {"total": 2, "set": {KEY: {…}}, "removed": [KEY]}}}</c>.</summary>
    public static byte[] Write(IEnumerable<KeyValuePair<string, KindChange>> kinds)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("kinds");
            foreach (var (kind, change) in kinds)
            {
                Write(writer, kind, change);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>The agent's time, by which pages count ages and see that they are still connected.</summary>
    public static byte[] WriteTime(DateTimeOffset now)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("now", WireTimes.Text(now));
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, string kind, KindChange change)
    {
        writer.WriteStartObject(kind);
        writer.WriteNumber("total", change.Total);
        writer.WriteStartObject("set");
        foreach (var (key, json) in change.Set)
        {
            writer.WritePropertyName(key);
            writer.WriteRawValue(json, skipInputValidation: true);
        }

        writer.WriteEndObject();
        writer.WriteStartArray("removed");
        foreach (var key in change.Removed)
        {
            writer.WriteStringValue(key);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
