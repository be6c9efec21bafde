using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Reeve.Runtime.Linux;

/// <summary>
/// An open directory, and what can be done in it by single names: whatever happens to the path meanwhile, the work stays in
/// this directory. Names are never followed if they are symbolic links, except by <see cref="TryResolve"/>.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class DirectoryHandle(SafeFileHandle handle) : IDisposable
{
    // The same on every architecture since it is newer than their common table.
    private const long OpenAt2 = 437;
    private const ulong NoMagicLinks = 0x2;
    private const ulong Beneath = 0x8;
    private const int ResolveTries = 32;

    public SafeFileHandle Handle => handle;

    /// <summary>What the kernel says of the directory itself.</summary>
    public FileStatus Status => FileStatus.Of(handle);

    /// <summary>Its absolute path at present, without symbolic links.</summary>
    public string Path => PathOf(handle);

    /// <summary>Opens a directory; links are followed, so the path must be the operator's and not a workload's.</summary>
    public static DirectoryHandle Open(string path) =>
        new(Descriptor.Own(Libc.Open(path, OpenFlags.Directory | OpenFlags.CloseOnExec, 0), "open", path));

    /// <summary>Opens a directory as <see cref="Open"/> does; null if it is not there.</summary>
    public static DirectoryHandle? TryOpen(string path)
    {
        var descriptor = Libc.Open(path, OpenFlags.Directory | OpenFlags.CloseOnExec, 0);
        return descriptor < 0 && Errno.Last() == Errno.NotFound ? null : new(Descriptor.Own(descriptor, "open", path));
    }

    /// <summary>The absolute path of an open file, without symbolic links.</summary>
    public static string PathOf(SafeFileHandle file)
    {
        var link = $"/proc/self/fd/{file.DangerousGetHandle()}";
        return File.ResolveLinkTarget(link, returnFinalTarget: false)?.FullName
            ?? throw new IOException($"Cannot read {link}: /proc is not mounted.");
    }

    /// <summary>Opens a directory in it; null if there is none of the name.</summary>
    public DirectoryHandle? TryOpenDirectory(string name)
    {
        var descriptor = Libc.OpenAt(handle, name, OpenFlags.Directory | OpenFlags.NoFollow | OpenFlags.CloseOnExec, 0);
        return descriptor < 0 && Errno.Last() == Errno.NotFound ? null : new(Descriptor.Own(descriptor, "open", name));
    }

    /// <summary>Opens a directory in it, made if it is not there; then with exactly this mode.</summary>
    public DirectoryHandle EnsureDirectory(string name, int mode, out bool created)
    {
        created = Libc.MakeDirectoryAt(handle, name, (uint)mode) == 0;
        if (!created && Errno.Last() != Errno.Exists)
        {
            throw Errno.Last().ToException("make", name);
        }

        var directory = TryOpenDirectory(name) ?? throw Errno.NotFound.ToException("open", name);
        if (created)
        {
            directory.SetMode(mode);
        }

        return directory;
    }

    /// <summary>Opens a directory in it, made if it is not there.</summary>
    public DirectoryHandle EnsureDirectory(string name, int mode) => EnsureDirectory(name, mode, out _);

    /// <summary>Makes a file that is not there, for writing.</summary>
    public SafeFileHandle CreateFile(string name, int mode) => Descriptor.Own(
        Libc.OpenAt(handle, name, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Exclusive | OpenFlags.NoFollow | OpenFlags.CloseOnExec, (uint)mode),
        "make",
        name);

    public void CreateLink(string name, string target) => Check(Libc.SymlinkAt(target, handle, name), "link", name);

    /// <summary>Where a link leads; null if the name is no link.</summary>
    public string? ReadLink(string name)
    {
        Span<byte> target = stackalloc byte[4096];
        var length = (int)Libc.ReadLinkAt(handle, name, target, (nuint)target.Length);
        return length < 0 ? null : Encoding.UTF8.GetString(target[..length]);
    }

    public void Rename(string name, string newName) => Check(Libc.RenameAt(handle, name, handle, newName), "rename", name);

    public FileStatus? StatusOf(string name) => FileStatus.Of(handle, name);

    public void SetMode(int mode) => Check(Libc.ChangeMode(handle, (uint)mode), "set the mode of", "a directory");

    public void Unlink(string name) => Check(Libc.UnlinkAt(handle, name, 0), "remove", name);

    public void RemoveDirectory(string name) => Check(Libc.UnlinkAt(handle, name, Libc.AtRemoveDirectory), "remove", name);

    /// <summary>
    /// Opens what a relative path leads to, without reading it (O_PATH). Links are followed as long as they stay in this
    /// directory; one that leads out of it, by <c>..</c> or by an absolute path, is an error (EXDEV).
    /// </summary>
    /// <returns>Null if there is nothing.</returns>
    public SafeFileHandle? TryResolve(string path)
    {
        var how = new OpenHow { Flags = (ulong)(OpenFlags.Path | OpenFlags.CloseOnExec), Resolve = Beneath | NoMagicLinks };
        for (var i = 0; ; i++)
        {
            var descriptor = Libc.OpenAt2(OpenAt2, handle, path, how, (nuint)Marshal.SizeOf<OpenHow>());
            var error = descriptor < 0 ? Errno.Last() : default;

            // Somebody renamed something just now: the kernel cannot tell whether the path stayed inside, and asks to try again.
            if (error != Errno.TryAgain || i == ResolveTries)
            {
                return error == Errno.NotFound ? null : Descriptor.Own((int)descriptor, "open", path);
            }
        }
    }

    /// <summary>All names but <c>.</c> and <c>..</c>, read as a whole.</summary>
    public IReadOnlyList<DirectoryEntry> Entries()
    {
        // A descriptor of its own, so that each reading begins at the start.
        using var fresh = Descriptor.Own(Libc.OpenAt(handle, ".", OpenFlags.Directory | OpenFlags.CloseOnExec, 0), "list", "a directory");
        return DirectoryListing.Read(fresh);
    }

    public void Dispose() => handle.Dispose();

    private static void Check(int result, string action, string name)
    {
        if (result != 0)
        {
            throw Errno.Last().ToException(action, name);
        }
    }
}
