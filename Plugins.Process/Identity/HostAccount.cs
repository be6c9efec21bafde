using System.Runtime.InteropServices;
using Reeve.Plugins.Process.Native;

namespace Reeve.Plugins.Process.Identity;

/// <summary>A user of this machine, wherever the machine keeps its users (files, LDAP): asked through the C library.</summary>
internal sealed record HostAccount
{
    private const int MostGroups = 1024;
    private const int BufferBytes = 16384;

    public required uint Group { get; init; }

    /// <summary>Every group of the user, the primary one included.</summary>
    public required IReadOnlyList<uint> Groups { get; init; }

    /// <summary>The account, or null if the machine knows no such user: ids need no account.</summary>
    public static unsafe HostAccount? Find(uint uid)
    {
        Libc.AccountEntry entry;
        Libc.AccountEntry* found;
        var buffer = new byte[BufferBytes];
        fixed (byte* text = buffer)
        {
            if (Libc.FindAccount(uid, &entry, text, BufferBytes, &found) != 0 || found is null)
            {
                return null;
            }

            var count = MostGroups;
            var groups = new uint[MostGroups];
            fixed (uint* list = groups)
            {
                _ = Libc.GroupsOf(entry.Name, entry.Group, list, &count);
            }

            return new HostAccount { Group = entry.Group, Groups = groups[..Math.Clamp(count, 0, MostGroups)] };
        }
    }
}
