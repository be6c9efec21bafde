namespace Reeve.Kubernetes;

/// <summary>When an image is pulled.</summary>
public static class PullPolicies
{
    /// <summary>At every start.</summary>
    public const string Always = "Always";

    /// <summary>Never; it must be there.</summary>
    public const string Never = "Never";

    /// <summary>When it is not there.</summary>
    public const string IfNotPresent = "IfNotPresent";
}
