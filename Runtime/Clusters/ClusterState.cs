namespace Reeve.Runtime.Clusters;

/// <summary>A cluster in one word for people: the five states of the manifest's <c>currentStatus</c>.</summary>
public enum ClusterState
{
    /// <summary>It has not been looked at yet.</summary>
    Unknown = 0,

    /// <summary><c>not initialized</c>: there is none.</summary>
    NotInitialized,

    /// <summary><c>provisioning</c>: an operation changes it.</summary>
    Provisioning,

    /// <summary><c>provisioned</c>: it is there and its workloads run.</summary>
    Provisioned,

    /// <summary><c>disabled</c>: it is there and its workloads are stopped.</summary>
    Disabled,

    /// <summary><c>failed</c>: it needs somebody.</summary>
    Failed,
}
