using System.Runtime.Versioning;

namespace Reeve.Runtime.Linux;

/// <summary>Locks of programs on files, as <c>fcntl</c> sets them. Source: fcntl(2), "Advisory record locking".</summary>
[SupportedOSPlatform("linux")]
internal static class RecordLocks
{
    private const int GetLock = 5;
    private const short WriteLock = 1;
    private const short Unlocked = 2;

    /// <summary>The process that holds a lock on a file, 0 if it is not one that is seen from here; null if nobody does, or there is no file.</summary>
    public static int? FindHolder(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        var record = new RecordLock { Type = WriteLock };
        if (Libc.ControlLock(file, GetLock, ref record) != 0)
        {
            throw Errno.Last().ToException("ask for the lock of", path);
        }

        return record.Type == Unlocked ? null : Math.Max(0, record.Process);
    }
}
