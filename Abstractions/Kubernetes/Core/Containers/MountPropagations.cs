namespace Reeve.Kubernetes;

/// <summary>How mounts propagate.</summary>
public static class MountPropagations
{
    /// <summary>Not at all.</summary>
    public const string None = "None";

    /// <summary>From the node into the container.</summary>
    public const string HostToContainer = "HostToContainer";

    /// <summary>Both ways.</summary>
    public const string Bidirectional = "Bidirectional";
}
