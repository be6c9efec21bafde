using System.Runtime.InteropServices;

namespace Reeve.Machine.Accounts;

/// <summary>The machine's users, wherever it keeps them (files, LDAP, systemd's own): asked through the C library's NSS.</summary>
public sealed partial class MachineAccounts : IAccounts
{
    private const int MostGroups = 1024;
    private const int BufferBytes = 65536;

    public unsafe Account? Find(uint user) => Find((entry, buffer, found) => FindUser(user, (Entry*)entry, (byte*)buffer, BufferBytes, (Entry**)found));

    public unsafe Account? Find(string user) =>
        user.Contains('\0', StringComparison.Ordinal) ? null
        : Find((entry, buffer, found) => FindUser(user, (Entry*)entry, (byte*)buffer, BufferBytes, (Entry**)found));

    public unsafe uint? FindGroup(string group)
    {
        GroupEntry entry;
        GroupEntry* found;
        var buffer = new byte[BufferBytes];
        fixed (byte* text = buffer)
        {
            return FindGroup(group, &entry, text, BufferBytes, &found) == 0 && found is not null ? entry.Number : null;
        }
    }

    private static unsafe Account? Find(Func<nint, nint, nint, int> ask)
    {
        Entry entry;
        Entry* found;
        var buffer = new byte[BufferBytes];
        fixed (byte* text = buffer)
        {
            if (ask((nint)(&entry), (nint)text, (nint)(&found)) != 0 || found is null)
            {
                return null;
            }

            var count = MostGroups;
            var groups = new uint[MostGroups];
            fixed (uint* list = groups)
            {
                _ = GroupsOf(entry.Name, entry.Group, list, &count);
            }

            return new Account { User = entry.User, Group = entry.Group, Groups = groups[..Math.Clamp(count, 0, MostGroups)] };
        }
    }

    [LibraryImport("libc", EntryPoint = "getpwuid_r")]
    private static unsafe partial int FindUser(uint user, Entry* entry, byte* buffer, nuint length, Entry** found);

    [LibraryImport("libc", EntryPoint = "getpwnam_r", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int FindUser(string user, Entry* entry, byte* buffer, nuint length, Entry** found);

    [LibraryImport("libc", EntryPoint = "getgrnam_r", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int FindGroup(string group, GroupEntry* entry, byte* buffer, nuint length, GroupEntry** found);

    [LibraryImport("libc", EntryPoint = "getgrouplist")]
    private static unsafe partial int GroupsOf(byte* user, uint group, uint* groups, int* count);

    /// <summary>struct passwd as glibc and musl lay it out on 64-bit Linux.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct Entry
    {
        public byte* Name;
        public byte* Password;
        public uint User;
        public uint Group;
        public byte* Comment;
        public byte* Home;
        public byte* Shell;
    }

    /// <summary>struct group, likewise.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct GroupEntry
    {
        public byte* Name;
        public byte* Password;
        public uint Number;
        public byte** Members;
    }
}
