using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Reeve.Kubernetes;

/// <summary>An instant to the microsecond, in UTC, written as RFC 3339: <c>2026-04-05T06:07:08.000009Z</c>.</summary>
[JsonConverter(typeof(MicroTimeJsonConverter))]
public readonly struct MicroTime : IEquatable<MicroTime>, IComparable<MicroTime>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>The given instant without what is finer than a microsecond.</summary>
    public MicroTime(DateTimeOffset value)
    {
        var utc = value.ToUniversalTime();
        Value = utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    /// <summary>The instant, in UTC.</summary>
    public DateTimeOffset Value { get; }

    /// <summary>The instant without what is finer than a microsecond.</summary>
    public static implicit operator MicroTime(DateTimeOffset value) => new(value);

    /// <summary>The instant, in UTC.</summary>
    public static implicit operator DateTimeOffset(MicroTime value) => value.Value;

    /// <summary>Whether both are the same instant.</summary>
    public static bool operator ==(MicroTime left, MicroTime right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(MicroTime left, MicroTime right) => !left.Equals(right);

    /// <summary>Whether the left is earlier.</summary>
    public static bool operator <(MicroTime left, MicroTime right) => left.Value < right.Value;

    /// <summary>Whether the left is later.</summary>
    public static bool operator >(MicroTime left, MicroTime right) => left.Value > right.Value;

    /// <summary>Whether the left is not later.</summary>
    public static bool operator <=(MicroTime left, MicroTime right) => left.Value <= right.Value;

    /// <summary>Whether the left is not earlier.</summary>
    public static bool operator >=(MicroTime left, MicroTime right) => left.Value >= right.Value;

    /// <summary>Reads an RFC 3339 time; false if the text is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out MicroTime time)
    {
        var parsed = Rfc3339.TryParse(text, out var value);
        time = new(value);
        return parsed;
    }

    /// <summary>Reads an RFC 3339 time.</summary>
    /// <exception cref="FormatException">The text is not an RFC 3339 time.</exception>
    public static MicroTime Parse(string text) =>
        TryParse(text, out var time) ? time : throw new FormatException(Rfc3339.Error(text));

    /// <summary>The instant without what is finer than a microsecond.</summary>
    public static MicroTime FromDateTimeOffset(DateTimeOffset value) => new(value);

    /// <summary>The instant, in UTC.</summary>
    public DateTimeOffset ToDateTimeOffset() => Value;

    /// <inheritdoc/>
    public bool Equals(MicroTime other) => Value.Equals(other.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MicroTime other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(MicroTime other) => Value.CompareTo(other.Value);

    /// <summary>The RFC 3339 form.</summary>
    public override string ToString() => Value.ToString(Format, System.Globalization.CultureInfo.InvariantCulture);
}
