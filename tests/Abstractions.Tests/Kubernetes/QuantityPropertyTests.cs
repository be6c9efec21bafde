using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Reeve.Kubernetes;

namespace Reeve.Tests.Kubernetes;

/// <summary>Compares with a model: exact fractions of big integers.</summary>
public sealed class QuantityPropertyTests
{
    private static readonly BigInteger Max = long.MaxValue * Billion;
    private static readonly (string Suffix, BigInteger Numerator, BigInteger Denominator)[] Suffixes =
    [
        ("n", 1, Billion), ("u", 1, 1_000_000), ("m", 1, 1000), ("", 1, 1), ("k", 1000, 1), ("M", 1_000_000, 1), ("G", Billion, 1),
        ("T", BigInteger.Pow(10, 12), 1), ("P", BigInteger.Pow(10, 15), 1), ("E", BigInteger.Pow(10, 18), 1),
        ("Ki", 1024, 1), ("Mi", BigInteger.Pow(1024, 2), 1), ("Gi", BigInteger.Pow(1024, 3), 1), ("Ti", BigInteger.Pow(1024, 4), 1),
        ("Pi", BigInteger.Pow(1024, 5), 1), ("Ei", BigInteger.Pow(1024, 6), 1),
        ("e-12", 1, BigInteger.Pow(10, 12)), ("e-5", 1, 100_000), ("E0", 1, 1), ("e7", 10_000_000, 1), ("e+30", BigInteger.Pow(10, 30), 1),
    ];

    private static BigInteger Billion => 1_000_000_000;

    private static Arbitrary<(string Text, BigInteger Nanos)> Texts
    {
        get
        {
            var digits = Gen.Choose(0, 25).SelectMany(count => Gen.ArrayOf(Gen.Elements("0123456789".ToCharArray()), count)).Select(chars => new string(chars));
            return (from sign in Gen.Elements("", "-", "+")
                    from whole in digits
                    from fraction in digits
                    from suffix in Gen.Elements(Suffixes)
                    select Build(sign, whole, fraction, suffix)).ToArbitrary();
        }
    }

    private static Arbitrary<Quantity> Quantities =>
        (from value in ArbMap.Default.GeneratorFor<long>()
         from scale in Gen.Elements(Enum.GetValues<QuantityScale>())
         from format in Gen.Elements(Enum.GetValues<QuantityFormat>())
         let quantity = Quantity.FromScaled(value, scale, format)
         // Larger binary ones can be reckoned with, but not read.
         where format != QuantityFormat.BinarySI || BigInteger.Abs(quantity.Nanos) <= Max
         select quantity).ToArbitrary();

    [Fact]
    public void Parse_AnyNumber_IsTheFractionRoundedAwayFromZero() =>
        Prop.ForAll(Texts, text => Quantity.Parse(text.Text).Nanos == text.Nanos).QuickCheckThrowOnFailure();

    [Fact]
    public void ToString_AnyQuantity_IsCanonicalAndReadsBack() =>
        Prop.ForAll(Quantities, quantity =>
        {
            var text = quantity.ToString();
            var again = Quantity.Parse(text);
            // A binary quantity without a binary suffix is read back as a decimal one, whose canonical form may be shorter.
            var isFinal = again.ToString() == text || (quantity.Format == QuantityFormat.BinarySI && char.IsDigit(text[^1]));
            return again == quantity && isFinal && !text.Contains('.', StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void CompareTo_AnyTwo_OrdersTheAmounts() =>
        Prop.ForAll(Quantities, Quantities, (left, right) =>
            left.CompareTo(right) == left.Nanos.CompareTo(right.Nanos)
            && (left < right) == (left.Nanos < right.Nanos)
            && (left <= right) == (left.Nanos <= right.Nanos)
            && (left == right) == (left.Nanos == right.Nanos)
            && (left != right || left.GetHashCode() == right.GetHashCode())).QuickCheckThrowOnFailure();

    [Fact]
    public void Arithmetic_AnyTwo_IsExact() =>
        Prop.ForAll(Quantities, Quantities, (left, right) =>
            (left + right).Nanos == left.Nanos + right.Nanos
            && (left - right).Nanos == left.Nanos - right.Nanos
            && (-left).Nanos == -left.Nanos).QuickCheckThrowOnFailure();

    [Fact]
    public void ToInt64RoundedUp_AnyScale_IsTheNextWholeNumberAwayFromZero() =>
        Prop.ForAll(Quantities, Gen.Elements(Enum.GetValues<QuantityScale>()).ToArbitrary(), (quantity, scale) =>
        {
            var expected = Round(quantity.Nanos, BigInteger.Pow(10, (int)scale + 9));
            return quantity.ToInt64RoundedUp(scale) == BigInteger.Clamp(expected, long.MinValue, long.MaxValue);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void TryParse_AnyText_NeverThrows() =>
        Prop.ForAll<string>(text => !Quantity.TryParse(text, out var quantity) || Quantity.Parse(quantity.ToString()) == quantity).QuickCheckThrowOnFailure();

    private static (string, BigInteger) Build(string sign, string whole, string fraction, (string Suffix, BigInteger Numerator, BigInteger Denominator) suffix)
    {
        whole = whole.Length == 0 && fraction.Length == 0 ? "7" : whole;
        var mantissa = BigInteger.Parse("0" + whole + fraction, CultureInfo.InvariantCulture);
        var nanos = Round(mantissa * suffix.Numerator * Billion, suffix.Denominator * BigInteger.Pow(10, fraction.Length));
        var point = fraction.Length > 0 ? "." : "";
        nanos = suffix.Suffix.EndsWith('i') ? BigInteger.Min(nanos, Max) : nanos;
        return ($"{sign}{whole}{point}{fraction}{suffix.Suffix}", sign == "-" ? -nanos : nanos);
    }

    private static BigInteger Round(BigInteger numerator, BigInteger denominator)
    {
        var magnitude = (BigInteger.Abs(numerator) + denominator - 1) / denominator;
        return numerator.Sign < 0 ? -magnitude : magnitude;
    }
}
