namespace Reeve.Workloads;

/// <summary>The state of a container.</summary>
public enum ContainerRunState
{
    /// <summary>Not known at the moment (the backend does not answer); the last known state is kept.</summary>
    Unknown = 0,

    /// <summary>Not running yet, or not at the moment.</summary>
    Waiting,

    /// <summary>Its process runs.</summary>
    Running,

    /// <summary>Its process has ended.</summary>
    Terminated,
}
