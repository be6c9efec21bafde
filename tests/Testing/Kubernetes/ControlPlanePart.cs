namespace Reeve.Testing.Kubernetes;

/// <summary>A program of a control plane.</summary>
public enum ControlPlanePart
{
    /// <summary>etcd.</summary>
    Etcd,

    /// <summary>The API server.</summary>
    Api,

    /// <summary>The controller manager.</summary>
    Controllers,

    /// <summary>The scheduler.</summary>
    Scheduler,
}
