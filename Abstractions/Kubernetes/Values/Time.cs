using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Reeve.Kubernetes;

/// <summary>An instant to the second, in UTC, written as RFC 3339: <c>2026-04-05T06:07:08Z</c>.</summary>
[JsonConverter(typeof(TimeJsonConverter))]
public readonly struct Time : IEquatable<Time>, IComparable<Time>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>The given instant without what is finer than a second.</summary>
    public Time(DateTimeOffset value)
    {
        var utc = value.ToUniversalTime();
        Value = utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerSecond));
    }

    /// <summary>The instant, in UTC.</summary>
    public DateTimeOffset Value { get; }

    /// <summary>The instant without what is finer than a second.</summary>
    public static implicit operator Time(DateTimeOffset value) => new(value);

    /// <summary>The instant, in UTC.</summary>
    public static implicit operator DateTimeOffset(Time value) => value.Value;

    /// <summary>Whether both are the same instant.</summary>
    public static bool operator ==(Time left, Time right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(Time left, Time right) => !left.Equals(right);

    /// <summary>Whether the left is earlier.</summary>
    public static bool operator <(Time left, Time right) => left.Value < right.Value;

    /// <summary>Whether the left is later.</summary>
    public static bool operator >(Time left, Time right) => left.Value > right.Value;

    /// <summary>Whether the left is not later.</summary>
    public static bool operator <=(Time left, Time right) => left.Value <= right.Value;

    /// <summary>Whether the left is not earlier.</summary>
    public static bool operator >=(Time left, Time right) => left.Value >= right.Value;

    /// <summary>Reads an RFC 3339 time; false if the text is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Time time)
    {
        var parsed = Rfc3339.TryParse(text, out var value);
        time = new(value);
        return parsed;
    }

    /// <summary>Reads an RFC 3339 time.</summary>
    /// <exception cref="FormatException">The text is not an RFC 3339 time.</exception>
    public static Time Parse(string text) =>
        TryParse(text, out var time) ? time : throw new FormatException(Rfc3339.Error(text));

    /// <summary>The instant without what is finer than a second.</summary>
    public static Time FromDateTimeOffset(DateTimeOffset value) => new(value);

    /// <summary>The instant, in UTC.</summary>
    public DateTimeOffset ToDateTimeOffset() => Value;

    /// <inheritdoc/>
    public bool Equals(Time other) => Value.Equals(other.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Time other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(Time other) => Value.CompareTo(other.Value);

    /// <summary>The RFC 3339 form.</summary>
    public override string ToString() => Value.ToString(Format, System.Globalization.CultureInfo.InvariantCulture);
}
