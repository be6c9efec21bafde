namespace Reeve.Kubernetes;

/// <summary>Types of node conditions.</summary>
public static class NodeConditionTypes
{
    /// <summary>The node takes pods.</summary>
    public const string Ready = "Ready";

    /// <summary>Memory is short.</summary>
    public const string MemoryPressure = "MemoryPressure";

    /// <summary>Disk space is short.</summary>
    public const string DiskPressure = "DiskPressure";

    /// <summary>Process ids are short.</summary>
    public const string PIDPressure = "PIDPressure";

    /// <summary>The network is not set up.</summary>
    public const string NetworkUnavailable = "NetworkUnavailable";
}
