namespace Reeve.Kubernetes;

/// <summary>Reasons in a pod's status and conditions.</summary>
public static class PodReasons
{
    /// <summary>No node fits.</summary>
    public const string Unschedulable = "Unschedulable";

    /// <summary>Scheduling gates remain.</summary>
    public const string SchedulingGated = "SchedulingGated";

    /// <summary>The scheduler failed.</summary>
    public const string SchedulerError = "SchedulerError";

    /// <summary>The node ends the pod.</summary>
    public const string TerminationByKubelet = "TerminationByKubelet";

    /// <summary>The scheduler displaces the pod.</summary>
    public const string PreemptionByScheduler = "PreemptionByScheduler";

    /// <summary>Some containers are not ready.</summary>
    public const string ContainersNotReady = "ContainersNotReady";

    /// <summary>Some init containers are not done.</summary>
    public const string ContainersNotInitialized = "ContainersNotInitialized";

    /// <summary>Some readiness gates do not hold.</summary>
    public const string ReadinessGatesNotReady = "ReadinessGatesNotReady";

    /// <summary>All containers ended successfully.</summary>
    public const string PodCompleted = "PodCompleted";

    /// <summary>The pod failed.</summary>
    public const string PodFailed = "PodFailed";

    /// <summary>The active deadline has passed.</summary>
    public const string DeadlineExceeded = "DeadlineExceeded";

    /// <summary>The node evicted the pod.</summary>
    public const string Evicted = "Evicted";

    /// <summary>The resize may be possible later.</summary>
    public const string Deferred = "Deferred";

    /// <summary>The resize is not possible on the node.</summary>
    public const string Infeasible = "Infeasible";

    /// <summary>The resize failed.</summary>
    public const string Error = "Error";
}
