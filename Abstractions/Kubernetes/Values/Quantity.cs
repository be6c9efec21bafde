using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Text.Json.Serialization;

namespace Reeve.Kubernetes;

/// <summary>
/// An exact amount of a resource, such as <c>500m</c>, <c>1.5</c>, <c>64Mi</c> or <c>12e6</c>. As in the API, it is a whole
/// number of 10⁻⁹: finer values are rounded away from zero. A binary quantity is capped at 2⁶³-1 in magnitude when it is read.
/// </summary>
[JsonConverter(typeof(QuantityJsonConverter))]
public readonly struct Quantity : IEquatable<Quantity>, IComparable<Quantity>, IComparable
{
    private readonly BigInteger _nanos;

    internal Quantity(BigInteger nanos, QuantityFormat format)
    {
        _nanos = nanos;
        Format = format;
    }

    /// <summary>A whole number of units.</summary>
    public Quantity(long value, QuantityFormat format = QuantityFormat.DecimalSI)
        : this(value * QuantityMath.NanosPerUnit, format)
    {
    }

    /// <summary>Zero.</summary>
    public static Quantity Zero => default;

    /// <summary>How the quantity is written.</summary>
    public QuantityFormat Format { get; }

    /// <summary>Whether it is zero.</summary>
    public bool IsZero => _nanos.IsZero;

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => _nanos.Sign;

    /// <summary>Whole units, rounded away from zero; bytes, for memory.</summary>
    public long Value => ToInt64RoundedUp(QuantityScale.Unit);

    /// <summary>Thousandths, rounded away from zero; millicores, for processor time. Beyond the range of <see cref="long"/>, its nearest end.</summary>
    public long MilliValue => ToInt64RoundedUp(QuantityScale.Milli);

    /// <summary>The whole amount in units of 10⁻⁹.</summary>
    public BigInteger Nanos => _nanos;

    /// <summary>A number of units of the given scale.</summary>
    public static Quantity FromScaled(long value, QuantityScale scale, QuantityFormat format = QuantityFormat.DecimalSI) =>
        new(value * BigInteger.Pow(10, (int)scale - (int)QuantityScale.Nano), format);

    /// <summary>A number of thousandths.</summary>
    public static Quantity FromMilli(long value, QuantityFormat format = QuantityFormat.DecimalSI) =>
        FromScaled(value, QuantityScale.Milli, format);

    /// <summary>Reads a quantity.</summary>
    /// <exception cref="FormatException">The text is not a quantity; the message says why.</exception>
    public static Quantity Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return QuantityParser.Parse(text, out var quantity) is { } error ? throw new FormatException(error) : quantity;
    }

    /// <summary>Reads a quantity; false if the text is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Quantity quantity)
    {
        quantity = default;
        return text is not null && QuantityParser.Parse(text, out quantity) is null;
    }

    /// <summary>The sum, in the format of <paramref name="left"/> unless that is zero.</summary>
    public static Quantity operator +(Quantity left, Quantity right) =>
        new(left._nanos + right._nanos, left.IsZero ? right.Format : left.Format);

    /// <summary>The difference, in the format of <paramref name="left"/> unless that is zero.</summary>
    public static Quantity operator -(Quantity left, Quantity right) =>
        new(left._nanos - right._nanos, left.IsZero ? right.Format : left.Format);

    /// <summary>The amount with the other sign.</summary>
    public static Quantity operator -(Quantity value) => new(-value._nanos, value.Format);

    /// <summary>The sum, in the format of <paramref name="left"/> unless that is zero.</summary>
    public static Quantity Add(Quantity left, Quantity right) => left + right;

    /// <summary>The difference, in the format of <paramref name="left"/> unless that is zero.</summary>
    public static Quantity Subtract(Quantity left, Quantity right) => left - right;

    /// <summary>The amount with the other sign.</summary>
    public static Quantity Negate(Quantity value) => -value;

    /// <summary>Whether the amounts are the same, whatever the formats.</summary>
    public static bool operator ==(Quantity left, Quantity right) => left.Equals(right);

    /// <summary>Whether the amounts differ.</summary>
    public static bool operator !=(Quantity left, Quantity right) => !left.Equals(right);

    /// <summary>Compares the amounts.</summary>
    public static bool operator <(Quantity left, Quantity right) => left.CompareTo(right) < 0;

    /// <summary>Compares the amounts.</summary>
    public static bool operator >(Quantity left, Quantity right) => left.CompareTo(right) > 0;

    /// <summary>Compares the amounts.</summary>
    public static bool operator <=(Quantity left, Quantity right) => left.CompareTo(right) <= 0;

    /// <summary>Compares the amounts.</summary>
    public static bool operator >=(Quantity left, Quantity right) => left.CompareTo(right) >= 0;

    /// <summary>The number of units of a scale, rounded away from zero. Beyond the range of <see cref="long"/>, its nearest end.</summary>
    public long ToInt64RoundedUp(QuantityScale scale) => QuantityMath.ToInt64RoundedUp(_nanos, scale);

    /// <summary>The nearest floating-point number, for metrics.</summary>
    public double ToDouble() => (double)_nanos / 1e9;

    /// <summary>The same amount in another format.</summary>
    public Quantity WithFormat(QuantityFormat format) => new(_nanos, format);

    /// <inheritdoc/>
    public bool Equals(Quantity other) => _nanos.Equals(other._nanos);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Quantity other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _nanos.GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(Quantity other) => _nanos.CompareTo(other._nanos);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        Quantity other => CompareTo(other),
        _ => throw new ArgumentException("Not a quantity.", nameof(obj)),
    };

    /// <summary>
    /// The canonical form: no fraction, the largest suffix that leaves none. A binary quantity below 1024 or with a fraction is
    /// written as a decimal one, and a decimal one from 10²¹ on with an exponent.
    /// </summary>
    public override string ToString() => QuantityMath.Canonical(_nanos, Format);
}
