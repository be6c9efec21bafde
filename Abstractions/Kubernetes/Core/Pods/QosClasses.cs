namespace Reeve.Kubernetes;

/// <summary>Quality of service classes.</summary>
public static class QosClasses
{
    /// <summary>Limits equal requests for every container.</summary>
    public const string Guaranteed = "Guaranteed";

    /// <summary>Some requests or limits are set.</summary>
    public const string Burstable = "Burstable";

    /// <summary>None are set.</summary>
    public const string BestEffort = "BestEffort";
}
