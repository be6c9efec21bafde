using System.Globalization;
using System.Runtime.InteropServices;
using Reeve.Plugins.Process.Mounts;
using Reeve.Plugins.Process.Native;

namespace Reeve.Plugins.Process.Identity;

/// <summary>Who the agent is and what it may give to containers.</summary>
internal sealed record AgentIdentity
{
    private const int SetGroupId = 6;
    private const int SetUserId = 7;
    private const int SetCapabilities = 8;

    public required uint User { get; init; }

    public required uint Group { get; init; }

    public required IReadOnlySet<uint> Groups { get; init; }

    /// <summary>Whether it can start processes as any user: root, or a service with CAP_SETUID, CAP_SETGID and CAP_SETPCAP.</summary>
    public required bool CanChangeIdentity { get; init; }

    /// <param name="isolation">A user namespace knows the agent's own user alone.</param>
    public static AgentIdentity Read(MountIsolation isolation)
    {
        var group = Libc.EffectiveGroup();
        var effective = EffectiveCapabilities();
        return new AgentIdentity
        {
            User = Libc.EffectiveUser(),
            Group = group,
            Groups = ReadGroups().Append(group).ToHashSet(),
            CanChangeIdentity = isolation != MountIsolation.UserNamespace
                && ((effective >> SetGroupId) & (effective >> SetUserId) & (effective >> SetCapabilities) & 1) == 1,
        };
    }

    private static unsafe uint[] ReadGroups()
    {
        var count = Libc.Groups(0, null);
        var groups = new uint[Math.Max(count, 0)];
        fixed (uint* list = groups)
        {
            count = Libc.Groups(groups.Length, list);
        }

        return count >= 0
            ? groups[..count]
            : throw Libc.Failure("The groups of the agent cannot be read", Marshal.GetLastPInvokeError());
    }

    private static ulong EffectiveCapabilities()
    {
        foreach (var line in File.ReadLines("/proc/self/status"))
        {
            if (line.StartsWith("CapEff:", StringComparison.Ordinal))
            {
                return ulong.Parse(line.AsSpan(7).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            }
        }

        return 0;
    }
}
