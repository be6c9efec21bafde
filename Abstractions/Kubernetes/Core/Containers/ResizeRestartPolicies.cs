namespace Reeve.Kubernetes;

/// <summary>What a resize needs.</summary>
public static class ResizeRestartPolicies
{
    /// <summary>The container goes on.</summary>
    public const string NotRequired = "NotRequired";

    /// <summary>The container restarts.</summary>
    public const string RestartContainer = "RestartContainer";
}
