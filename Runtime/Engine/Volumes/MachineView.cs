using System.Runtime.Versioning;
using Reeve.Runtime.Linux;

namespace Reeve.Runtime.Engine.Volumes;

/// <summary>Whether what this process mounts is there for others too: it may have mounts of its own alone, as a unit with PrivateMounts has.</summary>
[SupportedOSPlatform("linux")]
internal static class MachineView
{
    private const int Detach = 2; // MNT_DETACH

    /// <summary>Takes a mount back that the machine's first process does not see; one that may not look takes it for seen.</summary>
    /// <returns>Whether the mount stays.</returns>
    public static bool KeepIfSeen(string path)
    {
        if (Outside(path) is not { } outside || outside.Device == FileStatus.Of(path)?.Device)
        {
            return true;
        }

        return Libc.Unmount(path, Detach) == 0 ? false : throw Errno.Last().ToException("unmount", path);
    }

    private static FileStatus? Outside(string path)
    {
        try
        {
            return FileStatus.Of($"/proc/1/root{path}", follow: true);
        }
        catch (LinuxException e) when (e.Error == Errno.AccessDenied || e.Error == Errno.NotPermitted)
        {
            return null;
        }
    }
}
