using System.Runtime.Versioning;
using Reeve.Runtime.Linux;

namespace Reeve.Runtime.Engine.Volumes;

/// <summary>
/// A ramfs for the secrets of all nodes of the machine, which unlike a tmpfs is never swapped out. It is mounted when the first secret is written, and
/// stays: pods outlive the agent. Thread-safe.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class UnswappedMemory
{
    private const nuint Flags = 2 | 4 | 8; // MS_NOSUID, MS_NODEV, MS_NOEXEC
    private const int Mode = 0x1E8; // 0750
    private readonly Lock _lock = new();
    private readonly string? _mount;
    private readonly string? _directory;
    private bool _isRefused;

    /// <param name="memoryDirectory">The directory in memory of the node: the ramfs is beside it. Null for none.</param>
    public UnswappedMemory(string? memoryDirectory)
    {
        if (memoryDirectory is not null && Path.GetDirectoryName(memoryDirectory) is { } parent)
        {
            _mount = Path.Combine(parent, "reeve-secrets");
            _directory = Path.Combine(_mount, Path.GetFileName(memoryDirectory));
        }
    }

    /// <summary>The node's directory in it; null where there is none yet.</summary>
    public string? Known => _mount is not null && IsMounted(_mount) ? _directory : null;

    /// <summary>The node's directory in it, mounted and made if need be; null where this process cannot do so.</summary>
    public string? Ensure()
    {
        lock (_lock)
        {
            if (_mount is null || _isRefused || !(IsMounted(_mount) || Mount(_mount)))
            {
                _isRefused = true;
                return null;
            }

            Directory.CreateDirectory(_directory!, (UnixFileMode)Mode);
            return _directory;
        }
    }

    private static bool IsMounted(string path) =>
        Libc.StatFileSystem(path, out var buffer) == 0 && buffer.Type == StatfsBuffer.Ramfs && FileStatus.Of(path)?.User == Libc.EffectiveUser();

    private static bool Mount(string path)
    {
        if (!ProcessGroups.IsRoot)
        {
            return false;
        }

        Directory.CreateDirectory(path, (UnixFileMode)Mode);
        // Another agent of this machine may be about to do the same, and a second mount would hide what is in the first.
        using var place = DirectoryHandle.Open(path);
        if (Libc.Lock(place.Handle, Libc.Exclusively) != 0)
        {
            throw Errno.Last().ToException("lock", path);
        }

        if (IsMounted(path))
        {
            return true;
        }

        return Libc.Mount("reeve-secrets", path, "ramfs", Flags, "mode=0750") == 0 && MachineView.KeepIfSeen(path);
    }
}
