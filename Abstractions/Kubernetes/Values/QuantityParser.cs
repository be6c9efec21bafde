using System.Globalization;
using System.Numerics;

namespace Reeve.Kubernetes;

/// <summary>
/// <c>[+-] (digits [. [digits]] | . digits) [suffix]</c>, where the suffix is one of n u m k M G T P E, Ki Mi Gi Ti Pi Ei, or
/// e or E with a signed exponent.
/// </summary>
internal static class QuantityParser
{
    // What is longer or larger is no amount of anything, and would only cost time.
    private const int MaxLength = 256;
    private const int MaxMagnitude = 300;

    // Below this, every value that is not zero is rounded to the smallest; the power need not be computed.
    private const int MinMagnitude = -2;

    public static string? Parse(ReadOnlySpan<char> text, out Quantity quantity)
    {
        quantity = default;
        if (text.IsEmpty)
        {
            return "A quantity must not be empty.";
        }

        if (text.Length > MaxLength)
        {
            return $"A quantity must have at most {MaxLength} characters.";
        }

        var isNegative = text[0] == '-';
        var rest = text[0] is '+' or '-' ? text[1..] : text;
        var whole = TakeDigits(ref rest);
        var fraction = ReadOnlySpan<char>.Empty;
        if (!rest.IsEmpty && rest[0] == '.')
        {
            rest = rest[1..];
            fraction = TakeDigits(ref rest);
        }

        if (whole.IsEmpty && fraction.IsEmpty)
        {
            return $"'{text}' is not a quantity: it must start with a number.";
        }

        if (!TryReadSuffix(rest, out var format, out var power, out var isBinary))
        {
            return $"'{text}' is not a quantity: '{rest}' is not one of n, u, m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi, Ei or an exponent.";
        }

        if (!TryGetNanos(whole, fraction, power, isBinary, out var nanos))
        {
            return $"'{text}' is too large a quantity.";
        }

        if (format == QuantityFormat.BinarySI && nanos < QuantityMath.NanosPerUnit)
        {
            format = QuantityFormat.DecimalSI;
        }

        quantity = new Quantity(isNegative ? -nanos : nanos, format);
        return null;
    }

    private static ReadOnlySpan<char> TakeDigits(scoped ref ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? text : text[..end];
        text = text[digits.Length..];
        return digits;
    }

    private static bool TryReadSuffix(ReadOnlySpan<char> suffix, out QuantityFormat format, out int power, out bool isBinary)
    {
        (var parsed, format, power) = suffix switch
        {
            "" => (true, QuantityFormat.DecimalSI, 0),
            "n" => (true, QuantityFormat.DecimalSI, -9),
            "u" => (true, QuantityFormat.DecimalSI, -6),
            "m" => (true, QuantityFormat.DecimalSI, -3),
            "k" => (true, QuantityFormat.DecimalSI, 3),
            "M" => (true, QuantityFormat.DecimalSI, 6),
            "G" => (true, QuantityFormat.DecimalSI, 9),
            "T" => (true, QuantityFormat.DecimalSI, 12),
            "P" => (true, QuantityFormat.DecimalSI, 15),
            "E" => (true, QuantityFormat.DecimalSI, 18),
            "Ki" => (true, QuantityFormat.BinarySI, 10),
            "Mi" => (true, QuantityFormat.BinarySI, 20),
            "Gi" => (true, QuantityFormat.BinarySI, 30),
            "Ti" => (true, QuantityFormat.BinarySI, 40),
            "Pi" => (true, QuantityFormat.BinarySI, 50),
            "Ei" => (true, QuantityFormat.BinarySI, 60),
            _ => (false, QuantityFormat.DecimalExponent, 0),
        };
        isBinary = format == QuantityFormat.BinarySI;
        return parsed || (suffix[0] is 'e' or 'E' && int.TryParse(suffix[1..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out power));
    }

    private static bool TryGetNanos(ReadOnlySpan<char> whole, ReadOnlySpan<char> fraction, int power, bool isBinary, out BigInteger nanos)
    {
        nanos = BigInteger.Parse($"0{whole}{fraction}", NumberStyles.None, CultureInfo.InvariantCulture);
        if (nanos.IsZero)
        {
            return true;
        }

        var exponent = 9L - fraction.Length;
        if (isBinary)
        {
            nanos <<= power;
        }
        else
        {
            exponent += power;
        }

        // The number of decimal digits, give or take one, decides before any power is taken.
        var magnitude = (nanos.GetBitLength() * 30103 / 100_000) + exponent;
        if (magnitude > MaxMagnitude)
        {
            return false;
        }

        nanos = magnitude < MinMagnitude ? BigInteger.One
            : exponent >= 0 ? nanos * BigInteger.Pow(10, (int)exponent)
            : QuantityMath.DivideRoundedUp(nanos, BigInteger.Pow(10, (int)-exponent));
        nanos = isBinary ? BigInteger.Min(nanos, QuantityMath.MaxBinaryNanos) : nanos;
        return true;
    }
}
