namespace Reeve.Kubernetes;

/// <summary>Whether a pod displaces others.</summary>
public static class PreemptionPolicies
{
    /// <summary>It may displace pods of lower priority.</summary>
    public const string PreemptLowerPriority = "PreemptLowerPriority";

    /// <summary>It never displaces others.</summary>
    public const string Never = "Never";
}
