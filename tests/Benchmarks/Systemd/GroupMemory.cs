using System.Globalization;

namespace Reeve.Benchmarks.Systemd;

/// <summary>What the kernel charges to control groups, its own structures for them included. Both layouts; see cgroups(7).</summary>
internal static class GroupMemory
{
    private const string Groups = "/sys/fs/cgroup";

    /// <summary>Whether the machine has version 2 alone.</summary>
    public static bool IsUnified { get; } = File.Exists(Path.Combine(Groups, "cgroup.controllers"));

    /// <summary>The memory of a group and of those below it, in bytes.</summary>
    /// <param name="group">Its path; empty for all that the booted systemd is and runs.</param>
    public static double Of(string group)
    {
        var file = IsUnified ? Path.Combine(Groups, group, "memory.current") : Path.Combine(Groups, "memory", group, "memory.usage_in_bytes");
        return double.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture);
    }
}
