namespace Reeve.Kubernetes;

/// <summary>A power of ten in which a quantity is counted; the number is the exponent.</summary>
public enum QuantityScale
{
    /// <summary>10⁻⁹.</summary>
    Nano = -9,

    /// <summary>10⁻⁶.</summary>
    Micro = -6,

    /// <summary>10⁻³.</summary>
    Milli = -3,

    /// <summary>1.</summary>
    Unit = 0,

    /// <summary>10³.</summary>
    Kilo = 3,

    /// <summary>10⁶.</summary>
    Mega = 6,

    /// <summary>10⁹.</summary>
    Giga = 9,

    /// <summary>10¹².</summary>
    Tera = 12,

    /// <summary>10¹⁵.</summary>
    Peta = 15,

    /// <summary>10¹⁸.</summary>
    Exa = 18,
}
