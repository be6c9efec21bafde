using System.Collections.Frozen;
using Reeve.Kubernetes;

namespace Reeve.Machine;

/// <summary>Linux capabilities by their names in a pod (without <c>CAP_</c>); see capabilities(7).</summary>
public static class CapabilitySet
{
    // In the kernel's order: the index is the number.
    private static readonly string[] Names =
    [
        "CHOWN", "DAC_OVERRIDE", "DAC_READ_SEARCH", "FOWNER", "FSETID", "KILL", "SETGID", "SETUID", "SETPCAP",
        "LINUX_IMMUTABLE", "NET_BIND_SERVICE", "NET_BROADCAST", "NET_ADMIN", "NET_RAW", "IPC_LOCK", "IPC_OWNER", "SYS_MODULE",
        "SYS_RAWIO", "SYS_CHROOT", "SYS_PTRACE", "SYS_PACCT", "SYS_ADMIN", "SYS_BOOT", "SYS_NICE", "SYS_RESOURCE", "SYS_TIME",
        "SYS_TTY_CONFIG", "MKNOD", "LEASE", "AUDIT_WRITE", "AUDIT_CONTROL", "SETFCAP", "MAC_OVERRIDE", "MAC_ADMIN", "SYSLOG",
        "WAKE_ALARM", "BLOCK_SUSPEND", "AUDIT_READ", "PERFMON", "BPF", "CHECKPOINT_RESTORE",
    ];

    private static readonly FrozenDictionary<string, int> Numbers =
        Names.Select((name, number) => (name, number)).ToFrozenDictionary(item => item.name, item => item.number, StringComparer.OrdinalIgnoreCase);

    // What container runtimes give by default.
    private static readonly ulong Default = MaskOf(
        [
            "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "SETGID", "SETUID", "SETPCAP", "NET_BIND_SERVICE", "NET_RAW",
            "SYS_CHROOT", "MKNOD", "AUDIT_WRITE", "SETFCAP",
        ]);

    /// <summary>Whether it is the name of a capability, or ALL.</summary>
    public static bool IsKnown(string name) => IsAll(name) || Numbers.ContainsKey(Plain(name));

    /// <summary>The bounding set for a container that is not privileged: the default, what is added, less what is dropped.</summary>
    public static ulong BoundingSet(Capabilities? wanted)
    {
        var add = wanted?.Add ?? [];
        var drop = wanted?.Drop ?? [];
        var set = drop.Any(IsAll) ? 0 : add.Any(IsAll) ? ulong.MaxValue : Default;
        return (set & ~MaskOf(drop)) | MaskOf(add);
    }

    /// <summary>The names, in lower case, of the capabilities that are not in a set and that the kernel knows.</summary>
    /// <param name="last">The number of the kernel's last capability.</param>
    public static IEnumerable<string> Missing(ulong set, int last) =>
        Names.Take(last + 1).Where((_, number) => ((set >> number) & 1) == 0).Select(name => name.ToLowerInvariant());

    private static ulong MaskOf(IEnumerable<string> names) =>
        names.Aggregate(0UL, (mask, name) => Numbers.TryGetValue(Plain(name), out var number) ? mask | (1UL << number) : mask);

    private static bool IsAll(string name) => name.Equals("ALL", StringComparison.OrdinalIgnoreCase);

    private static string Plain(string name) => name.StartsWith("CAP_", StringComparison.OrdinalIgnoreCase) ? name[4..] : name;
}
