namespace Reeve.Kubernetes;

/// <summary>Weights of events.</summary>
public static class EventTypes
{
    /// <summary>For information.</summary>
    public const string Normal = "Normal";

    /// <summary>Something may be wrong.</summary>
    public const string Warning = "Warning";
}
