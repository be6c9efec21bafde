namespace Reeve.Kubernetes;

/// <summary>Names of resources.</summary>
public static class ResourceNames
{
    /// <summary>Processor time, in cores.</summary>
    public const string Cpu = "cpu";

    /// <summary>Memory, in bytes.</summary>
    public const string Memory = "memory";

    /// <summary>Volume size, in bytes.</summary>
    public const string Storage = "storage";

    /// <summary>Local storage, in bytes.</summary>
    public const string EphemeralStorage = "ephemeral-storage";

    /// <summary>Number of pods.</summary>
    public const string Pods = "pods";

    /// <summary>Start of the names of huge page sizes, such as <c>hugepages-2Mi</c>.</summary>
    public const string HugePagesPrefix = "hugepages-";
}
