namespace Reeve.Kubernetes;

/// <summary>What a taint does.</summary>
public static class TaintEffects
{
    /// <summary>New pods stay away.</summary>
    public const string NoSchedule = "NoSchedule";

    /// <summary>New pods stay away if they can.</summary>
    public const string PreferNoSchedule = "PreferNoSchedule";

    /// <summary>Running pods are evicted too.</summary>
    public const string NoExecute = "NoExecute";
}
