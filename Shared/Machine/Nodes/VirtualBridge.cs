namespace Reeve.Machine.Nodes;

/// <summary>Tells the bridges of pods and containers, whose addresses nobody beyond the machine can reach, from those that a machine is connected by.</summary>
internal static class VirtualBridge
{
    /// <summary>Whether an interface is a bridge without a device of the machine among its ports.</summary>
    /// <param name="name">The interface.</param>
    /// <param name="root">Where the interfaces are described; sysfs(5).</param>
    public static bool Is(string name, string root = "/sys/class/net")
    {
        var ports = Path.Combine(root, name, "brif");
        return Directory.Exists(ports) && !Directory.EnumerateFileSystemEntries(ports).Any(port => Path.Exists(Path.Combine(root, Path.GetFileName(port), "device")));
    }
}
