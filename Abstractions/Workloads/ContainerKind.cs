namespace Reeve.Workloads;

/// <summary>Kinds of containers of a pod.</summary>
public enum ContainerKind
{
    /// <summary>Not stated.</summary>
    Unknown = 0,

    /// <summary>Runs to its end before the next one starts.</summary>
    Init,

    /// <summary>An init container with <c>restartPolicy: Always</c>: starts in order, runs beside the regular ones, ends last.</summary>
    Sidecar,

    /// <summary>An ordinary container.</summary>
    Regular,

    /// <summary>A debug container, added while the pod runs; never restarted, does not count for the pod's phase.</summary>
    Ephemeral,
}
