using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reeve.Runtime.Proxies.Specs;

/// <summary>Durations as people write them: a whole number and <c>ms</c>, <c>s</c>, <c>m</c>, <c>h</c> or <c>d</c>.</summary>
public sealed class DurationConverter : JsonConverter<TimeSpan>
{
    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("ms", TimeSpan.TicksPerMillisecond), ("d", TimeSpan.TicksPerDay), ("h", TimeSpan.TicksPerHour), ("m", TimeSpan.TicksPerMinute), ("s", TimeSpan.TicksPerSecond),
    ];

    /// <inheritdoc/>
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType is JsonTokenType.String ? reader.GetString()! : "";
        return TryParse(text, out var duration)
            ? duration
            : throw new JsonException($"\"{text}\" is no duration; write a whole number and ms, s, m, h or d, such as 30s.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => writer.WriteStringValue(Format(value));

    /// <summary>Reads a duration.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="duration">The duration; not negative.</param>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        foreach (var (unit, ticks) in Units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && long.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number <= TimeSpan.MaxValue.Ticks / ticks)
            {
                duration = new TimeSpan(number * ticks);
                return true;
            }
        }

        duration = default;
        return false;
    }

    /// <summary>In the largest unit that says it exactly; parts of a millisecond are dropped.</summary>
    /// <param name="duration">The duration; not negative.</param>
    public static string Format(TimeSpan duration)
    {
        var (unit, ticks) = Units.Where(unit => unit.Unit == "ms" || duration.Ticks % unit.Ticks == 0).MaxBy(unit => unit.Ticks);
        return duration == TimeSpan.Zero ? "0s" : string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / ticks}{unit}");
    }
}
