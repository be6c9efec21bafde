namespace Reeve.Kubernetes;

/// <summary>Operators of label, field and node selectors.</summary>
public static class SelectorOperators
{
    /// <summary>The value is one of the set.</summary>
    public const string In = "In";

    /// <summary>The value is none of the set.</summary>
    public const string NotIn = "NotIn";

    /// <summary>The key is there.</summary>
    public const string Exists = "Exists";

    /// <summary>The key is not there.</summary>
    public const string DoesNotExist = "DoesNotExist";

    /// <summary>The value, an integer, is greater (node selectors).</summary>
    public const string Gt = "Gt";

    /// <summary>The value, an integer, is less (node selectors).</summary>
    public const string Lt = "Lt";
}
