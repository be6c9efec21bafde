namespace Reeve.Kubernetes;

/// <summary>Types of pod conditions.</summary>
public static class PodConditionTypes
{
    /// <summary>The pod is bound to a node.</summary>
    public const string PodScheduled = "PodScheduled";

    /// <summary>All init containers are done.</summary>
    public const string Initialized = "Initialized";

    /// <summary>All containers are ready.</summary>
    public const string ContainersReady = "ContainersReady";

    /// <summary>The pod can serve.</summary>
    public const string Ready = "Ready";

    /// <summary>The pod is about to be ended by a disruption.</summary>
    public const string DisruptionTarget = "DisruptionTarget";

    /// <summary>Sandbox and network are set up.</summary>
    public const string PodReadyToStartContainers = "PodReadyToStartContainers";

    /// <summary>A resize was asked for and is not granted yet.</summary>
    public const string PodResizePending = "PodResizePending";

    /// <summary>A resize was granted and is being carried out.</summary>
    public const string PodResizeInProgress = "PodResizeInProgress";

    /// <summary>A rule restarts all containers of the pod.</summary>
    public const string AllContainersRestarting = "AllContainersRestarting";
}
