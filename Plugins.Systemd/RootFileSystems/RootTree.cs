using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Reeve.Plugins.Systemd.Mounts;

namespace Reeve.Plugins.Systemd.RootFileSystems;

/// <summary>
/// A container's root file system, looked at and changed from outside. Every name is resolved as if this were the root: what an image, or a container,
/// put there cannot lead anywhere else.
/// </summary>
internal sealed class RootTree : IDisposable
{
    private const int NoEntry = 2; // ENOENT
    private const int Exists = 17; // EEXIST
    private const int NotADirectory = 20; // ENOTDIR
    private const int Create = 0x40 | 0x80 | 1; // O_CREAT | O_EXCL | O_WRONLY
    private const uint DirectoryMode = 0x1ED; // 0755
    private const uint FileMode = 0x1A4; // 0644

    private readonly SafeFileHandle _root;
    private readonly string _path;

    /// <exception cref="IOException">It cannot be opened.</exception>
    public RootTree(string path)
    {
        _path = path;
        _root = Calls.Open(path, Calls.PathOnly | Calls.CloseOnExec);
        if (_root.IsInvalid)
        {
            throw new IOException($"The root file system {path} cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    /// <summary>What a path leads to, as a path of this process; null if there is nothing.</summary>
    public T? Look<T>(string path, Func<string, T?> look)
        where T : class
    {
        using var found = Calls.OpenInRoot(_root, path, Calls.PathOnly);
        return found.IsInvalid ? null : look($"/proc/self/fd/{found.DangerousGetHandle()}");
    }

    /// <summary>A file of the image as text; null if it is not there, no file, or too long.</summary>
    public string? ReadText(string path, int maxLength) =>
        Look(path, real => File.Exists(real) && LengthOf(real) <= maxLength ? File.ReadAllText(real) : null);

    /// <summary>Whether there is a file that somebody may execute.</summary>
    public bool IsProgram(string path) => Look(path, static real =>
        File.Exists(real) && (File.GetUnixFileMode(real) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0 ? real : null) is not null;

    /// <summary>Whether there is anything.</summary>
    public bool Has(string path) => Look(path, static real => real) is not null;

    /// <summary>Makes a place to mount on, and the directories above it, where they are missing.</summary>
    /// <exception cref="MountPlanException">Something else is there.</exception>
    public void EnsurePlace(string path, bool isDirectory, string purpose)
    {
        var kind = Look(path, static real => Directory.Exists(real) ? "directory" : "file");
        if (kind is not null)
        {
            if (kind == "directory" != isDirectory)
            {
                throw new MountPlanException($"{purpose}: the source is {(isDirectory ? "a directory, the place is none" : "no directory, the place is one")}.");
            }

            return;
        }

        var names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var depth = 1; depth <= names.Length; depth++)
        {
            var here = string.Join('/', names[..depth]);
            if (Has(here))
            {
                continue;
            }

            using var parent = OpenDirectory(string.Join('/', names[..(depth - 1)]), purpose);
            Make(parent, names[depth - 1], isDirectory || depth < names.Length, purpose);
            if (!Has(here))
            {
                throw new MountPlanException($"{purpose}: there is a symbolic link in the image that leads nowhere.");
            }
        }
    }

    /// <summary>Makes a character device, or replaces what is there.</summary>
    public void MakeDevice(string directory, string name, uint major, uint minor)
    {
        using var parent = OpenDirectory(directory, name);
        Calls.UnlinkAt(parent, name, 0);
        Check(Calls.MakeNodeAt(parent, name, Calls.CharacterDevice | 0x1B6, ((ulong)major << 8) | minor), $"{directory}/{name}");
        Check(Calls.ChangeModeAt(parent, name, 0x1B6, 0), $"{directory}/{name}"); // not what the umask left of it
    }

    /// <summary>Makes a symbolic link, or replaces what is there.</summary>
    public void MakeLink(string directory, string name, string target)
    {
        using var parent = OpenDirectory(directory, name);
        Calls.UnlinkAt(parent, name, 0);
        if (Calls.LinkAt(target, parent, name) != 0 && Calls.LastError != Exists)
        {
            throw Failure($"{directory}/{name}");
        }
    }

    public void Dispose() => _root.Dispose();

    private static long LengthOf(string real)
    {
        using var file = File.OpenHandle(real);
        return RandomAccess.GetLength(file);
    }

    private static void Make(SafeFileHandle parent, string name, bool isDirectory, string purpose)
    {
        if (isDirectory)
        {
            if (Calls.MakeDirectoryAt(parent, name, DirectoryMode) != 0 && Calls.LastError != Exists)
            {
                throw Failure(purpose);
            }

            return;
        }

        using var file = Calls.CreateAt(parent, name, Create | Calls.CloseOnExec, FileMode);
        if (file.IsInvalid && Calls.LastError != Exists)
        {
            throw Failure(purpose);
        }
    }

    private SafeFileHandle OpenDirectory(string path, string purpose)
    {
        // Not O_PATH: entries are made in it.
        var directory = Calls.OpenInRoot(_root, path.Length == 0 ? "." : path, 0);
        if (!directory.IsInvalid)
        {
            return directory;
        }

        var error = Calls.LastError;
        directory.Dispose();
        throw error is NoEntry or NotADirectory
            ? new MountPlanException($"{purpose}: /{path.TrimStart('/')} is no directory in the image.")
            : Failure(purpose);
    }

    private void Check(int result, string what)
    {
        if (result != 0)
        {
            throw new IOException($"{_path}/{what} cannot be made: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    private static MountPlanException Failure(string purpose) => new($"{purpose}: {Marshal.GetLastPInvokeErrorMessage()}.");
}
