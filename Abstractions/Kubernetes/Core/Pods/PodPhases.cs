namespace Reeve.Kubernetes;

/// <summary>Where a pod is in its life.</summary>
public static class PodPhases
{
    /// <summary>Accepted, not all containers have started.</summary>
    public const string Pending = "Pending";

    /// <summary>Bound, at least one container runs or is starting.</summary>
    public const string Running = "Running";

    /// <summary>All containers ended with zero and will not start again.</summary>
    public const string Succeeded = "Succeeded";

    /// <summary>All containers ended, at least one in failure.</summary>
    public const string Failed = "Failed";

    /// <summary>The node cannot be reached.</summary>
    public const string Unknown = "Unknown";
}
