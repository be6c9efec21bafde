namespace Reeve.Kubernetes;

/// <summary>Whether ended containers start again.</summary>
public static class RestartPolicies
{
    /// <summary>Always, with back-off.</summary>
    public const string Always = "Always";

    /// <summary>After an exit code other than zero.</summary>
    public const string OnFailure = "OnFailure";

    /// <summary>Never.</summary>
    public const string Never = "Never";
}
