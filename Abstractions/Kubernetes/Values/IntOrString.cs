using System.Globalization;
using System.Text.Json.Serialization;

namespace Reeve.Kubernetes;

/// <summary>A number or a text, such as a port by number or by name. The default is the number 0.</summary>
[JsonConverter(typeof(IntOrStringJsonConverter))]
public readonly struct IntOrString : IEquatable<IntOrString>
{
    private readonly int _number;

    /// <summary>A number.</summary>
    public IntOrString(int value) => _number = value;

    /// <summary>A text.</summary>
    public IntOrString(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        StringValue = value;
    }

    /// <summary>Whether it is a number.</summary>
    public bool IsInt => StringValue is null;

    /// <summary>The number; null for a text.</summary>
    public int? IntValue => IsInt ? _number : null;

    /// <summary>The text; null for a number.</summary>
    public string? StringValue { get; }

    /// <summary>A number.</summary>
    public static implicit operator IntOrString(int value) => new(value);

    /// <summary>A text.</summary>
    public static implicit operator IntOrString(string value) => new(value);

    /// <summary>Whether both are the same number or the same text.</summary>
    public static bool operator ==(IntOrString left, IntOrString right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(IntOrString left, IntOrString right) => !left.Equals(right);

    /// <summary>A number.</summary>
    public static IntOrString FromInt32(int value) => new(value);

    /// <summary>A text.</summary>
    public static IntOrString FromString(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(IntOrString other) => _number == other._number && StringValue == other.StringValue;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is IntOrString other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_number, StringValue);

    /// <summary>The text, or the number in decimal.</summary>
    public override string ToString() => StringValue ?? _number.ToString(CultureInfo.InvariantCulture);
}
