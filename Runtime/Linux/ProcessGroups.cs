using System.Runtime.Versioning;

namespace Reeve.Runtime.Linux;

/// <summary>Which users and groups this process may give files to.</summary>
[SupportedOSPlatform("linux")]
internal static class ProcessGroups
{
    public static bool IsRoot => Libc.EffectiveUser() == 0;

    /// <summary>Whether files may be given to a group: it is one of ours, or we are root.</summary>
    public static bool MayUse(uint group)
    {
        if (IsRoot || Libc.EffectiveGroup() == group)
        {
            return true;
        }

        Span<uint> groups = stackalloc uint[1024];
        var count = Libc.Groups(groups.Length, groups);
        return count > 0 && groups[..count].Contains(group);
    }
}
