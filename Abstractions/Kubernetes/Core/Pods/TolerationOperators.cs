namespace Reeve.Kubernetes;

/// <summary>How a toleration compares with a taint.</summary>
public static class TolerationOperators
{
    /// <summary>The key alone counts.</summary>
    public const string Exists = "Exists";

    /// <summary>Key and value count.</summary>
    public const string Equal = "Equal";

    /// <summary>The taint's value, an integer, is less.</summary>
    public const string Lt = "Lt";

    /// <summary>The taint's value, an integer, is greater.</summary>
    public const string Gt = "Gt";
}
