using System.Globalization;
using System.Numerics;

namespace Reeve.Kubernetes;

/// <summary>Rounding and the canonical form, on whole numbers of 10⁻⁹.</summary>
internal static class QuantityMath
{
    public static readonly BigInteger NanosPerUnit = 1_000_000_000;
    public static readonly BigInteger MaxBinaryNanos = long.MaxValue * NanosPerUnit;

    private static readonly string[] DecimalSuffixes = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
    private static readonly string[] BinarySuffixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

    /// <summary>Divides, rounding away from zero. The divisor is positive.</summary>
    public static BigInteger DivideRoundedUp(BigInteger value, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(value, divisor, out var remainder);
        return remainder.IsZero ? quotient : quotient + value.Sign;
    }

    public static long ToInt64RoundedUp(BigInteger nanos, QuantityScale scale)
    {
        var exponent = (int)scale - (int)QuantityScale.Nano;
        ArgumentOutOfRangeException.ThrowIfNegative(exponent, nameof(scale));
        var value = DivideRoundedUp(nanos, BigInteger.Pow(10, exponent));
        return (long)BigInteger.Clamp(value, long.MinValue, long.MaxValue);
    }

    public static string Canonical(BigInteger nanos, QuantityFormat format)
    {
        if (nanos.IsZero)
        {
            return "0";
        }

        var isBinary = format == QuantityFormat.BinarySI
            && BigInteger.Abs(nanos) >= 1024 * NanosPerUnit
            && (nanos % NanosPerUnit).IsZero;
        return isBinary ? Binary(nanos / NanosPerUnit) : Decimal(nanos, format == QuantityFormat.DecimalExponent);
    }

    private static string Binary(BigInteger units)
    {
        var step = 0;
        while (step < BinarySuffixes.Length - 1 && (units % 1024).IsZero)
        {
            units /= 1024;
            step++;
        }

        return units.ToString(CultureInfo.InvariantCulture) + BinarySuffixes[step];
    }

    private static string Decimal(BigInteger nanos, bool asExponent)
    {
        var exponent = (int)QuantityScale.Nano;
        while ((nanos % 1000).IsZero)
        {
            nanos /= 1000;
            exponent += 3;
        }

        var number = nanos.ToString(CultureInfo.InvariantCulture);
        return exponent == 0 ? number
            : asExponent || exponent > (int)QuantityScale.Exa ? string.Create(CultureInfo.InvariantCulture, $"{number}e{exponent}")
            : number + DecimalSuffixes[(exponent - (int)QuantityScale.Nano) / 3];
    }
}
