namespace Reeve.Kubernetes;

/// <summary>How a quantity is written.</summary>
public enum QuantityFormat
{
    /// <summary>Powers of 1000 with a letter: <c>500m</c>, <c>2</c>, <c>1k</c>.</summary>
    DecimalSI,

    /// <summary>Powers of 1024 with two letters: <c>64Mi</c>.</summary>
    BinarySI,

    /// <summary>Powers of 1000 with an exponent: <c>12e6</c>.</summary>
    DecimalExponent,
}
