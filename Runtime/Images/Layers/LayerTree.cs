using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Reeve.Runtime.Linux;

namespace Reeve.Runtime.Images.Layers;

/// <summary>A directory that an archive is written into, by names that stay inside: the kernel resolves links as if it were the root.</summary>
[SupportedOSPlatform("linux")]
internal sealed class LayerTree(DirectoryHandle root) : IDisposable
{
    public const string OpaqueAttribute = "trusted.overlay.opaque";

    private const long OpenAt2 = 437;
    private const ulong NoMagicLinks = 0x2;
    private const ulong Beneath = 0x8;
    private const ulong InRoot = 0x10;
    private const int DirectoryMode = 0x1ED; // 0755

    public static LayerTree Open(string directory) => new(DirectoryHandle.Open(directory));

    /// <summary>The directory that holds the last part; what is missing on the way is made.</summary>
    public DirectoryHandle OpenParent(IReadOnlyList<byte[]> parts)
    {
        var parents = parts.Take(parts.Count - 1).ToList();
        if (TryOpen(LayerPath.Join(parents)) is { } found)
        {
            return found;
        }

        for (var depth = 1; depth <= parents.Count; depth++)
        {
            if (TryOpen(LayerPath.Join(parents.GetRange(0, depth))) is { } there)
            {
                there.Dispose();
                continue;
            }

            using var above = TryOpen(LayerPath.Join(parents.GetRange(0, depth - 1))) ?? throw Blocked(parents);
            var name = LayerPath.Terminate(parents[depth - 1]);
            if (FileStatus.Of(above.Handle, new DirectoryEntry(name)) is not null)
            {
                Remove(above, name); // a file, or a link that leads nowhere, is in the way of a directory
            }

            MakeDirectory(above, name);
        }

        return TryOpen(LayerPath.Join(parents)) ?? throw Blocked(parents);
    }

    /// <summary>A directory by its path, inside; null if there is none.</summary>
    public DirectoryHandle? TryOpen(ReadOnlySpan<byte> terminatedPath)
    {
        var how = new OpenHow { Flags = (ulong)(OpenFlags.Directory | OpenFlags.CloseOnExec), Resolve = InRoot | NoMagicLinks };
        var descriptor = (int)LayerCalls.OpenAt2(OpenAt2, root.Handle, terminatedPath, how, (nuint)Marshal.SizeOf<OpenHow>());
        var error = descriptor < 0 ? Errno.Last() : default;
        return error.IsMissing || error == Errno.TooManyLinks
            ? null
            : new DirectoryHandle(Descriptor.Own(descriptor, "open", "a directory of an archive"));
    }

    /// <summary>Whether a path, with every link on its way and at its end, stays inside or leads to nothing.</summary>
    public bool StaysInside(ReadOnlySpan<byte> terminatedPath)
    {
        var how = new OpenHow { Flags = (ulong)(OpenFlags.Path | OpenFlags.CloseOnExec), Resolve = Beneath | NoMagicLinks };
        var descriptor = (int)LayerCalls.OpenAt2(OpenAt2, root.Handle, terminatedPath, how, (nuint)Marshal.SizeOf<OpenHow>());
        var error = descriptor < 0 ? Errno.Last() : default;
        if (error.IsMissing || error == Errno.CrossDevice || error == Errno.TooManyLinks)
        {
            return error.IsMissing;
        }

        Descriptor.Own(descriptor, "follow", "a link of an archive").Dispose();
        return true;
    }

    public void MakeHardLink(DirectoryHandle parent, byte[] name, IReadOnlyList<byte[]> target, string display)
    {
        using var from = target.Count == 0 ? null : TryOpen(LayerPath.Join([.. target.Take(target.Count - 1)]));
        if (from is null || LayerCalls.LinkAt(from.Handle, LayerPath.Terminate(target[^1]), parent.Handle, name, 0) != 0)
        {
            throw new InvalidDataException($"The archive links {display} to what it does not have.");
        }
    }

    public static void MakeDirectory(DirectoryHandle parent, byte[] name)
    {
        if (LayerCalls.MakeDirectoryAt(parent.Handle, name, DirectoryMode) != 0)
        {
            var error = Errno.Last();
            if (error != Errno.Exists)
            {
                throw error.ToException("make", "a directory of an archive");
            }

            return;
        }

        // Not what the umask left of it.
        Check(LayerCalls.ChangeModeAt(parent.Handle, name, DirectoryMode, 0));
    }

    public static DirectoryHandle OpenDirectory(DirectoryHandle parent, byte[] name) => new(Descriptor.Own(
        Libc.OpenAt(parent.Handle, name, OpenFlags.Directory | OpenFlags.NoFollow | OpenFlags.CloseOnExec, 0), "open", "a directory of an archive"));

    public static SafeFileHandle CreateFile(DirectoryHandle parent, byte[] name) => Descriptor.Own(
        Libc.OpenAt(parent.Handle, name, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Exclusive | OpenFlags.NoFollow | OpenFlags.CloseOnExec, 0x1A4),
        "make",
        "a file of an archive");

    public static void MakeSymbolicLink(DirectoryHandle parent, byte[] name, byte[] target) => Check(target.Length == 0
        ? throw new InvalidDataException("The archive has a link that leads nowhere.")
        : LayerCalls.SymlinkAt(LayerPath.Terminate(target), parent.Handle, name));

    public static void MakeWhiteout(DirectoryHandle parent, byte[] name) =>
        Check(LayerCalls.MakeNodeAt(parent.Handle, name, (uint)FileKind.CharacterDevice, 0));

    public static void MakeNode(DirectoryHandle parent, byte[] name, TarEntry entry)
    {
        var kind = entry.Kind switch
        {
            TarKind.CharacterDevice => FileKind.CharacterDevice,
            TarKind.BlockDevice => FileKind.BlockDevice,
            _ => FileKind.Fifo,
        };
        var device = entry.Kind == TarKind.Fifo ? 0 : MakeDevice(entry.DeviceMajor, entry.DeviceMinor);
        Check(LayerCalls.MakeNodeAt(parent.Handle, name, (uint)kind | 0x180, device));
    }

    public static void Remove(DirectoryHandle parent, byte[] name)
    {
        if (Libc.UnlinkAt(parent.Handle, name, 0) != 0)
        {
            TreeRemover.Remove(parent, Encoding.UTF8.GetString(name, 0, name.Length - 1));
        }
    }

    /// <summary>Owner, mode and time of an entry that has no content: a link is never followed.</summary>
    public static void Finish(DirectoryHandle parent, byte[] name, TarEntry entry)
    {
        Check(LayerCalls.ChangeOwnerAt(parent.Handle, name, entry.User, entry.Group, Libc.AtSymlinkNoFollow));
        if (entry.Kind != TarKind.SymbolicLink)
        {
            Check(LayerCalls.ChangeModeAt(parent.Handle, name, (uint)entry.Mode, 0));
        }

        Check(LayerCalls.SetTimesAt(parent.Handle, name, Times(entry), Libc.AtSymlinkNoFollow));
    }

    /// <summary>Owner, mode, attributes and time of an open file; the mode after the owner, whose change takes set-id bits away.</summary>
    public static void Finish(SafeFileHandle file, TarEntry entry, IEnumerable<KeyValuePair<string, byte[]>> attributes)
    {
        Check(Libc.ChangeOwner(file, entry.User, entry.Group));
        Check(Libc.ChangeMode(file, (uint)entry.Mode));
        foreach (var (key, value) in attributes)
        {
            SetAttribute(file, key, value);
        }

        Check(LayerCalls.SetTimes(file, Times(entry)));
    }

    public static void SetMode(SafeFileHandle file, int mode) => Check(Libc.ChangeMode(file, (uint)mode));

    /// <summary>Sets an extended attribute. A file system that cannot have one of a user's own does without.</summary>
    public static void SetAttribute(SafeFileHandle file, string name, byte[] value)
    {
        if (LayerCalls.SetAttribute(file, name, value, (nuint)value.Length, 0) == 0)
        {
            return;
        }

        var error = Errno.Last();
        if (!(error == Errno.NotSupported && name.StartsWith("user.", StringComparison.Ordinal)))
        {
            throw error.ToException("set", $"the attribute {name} of an archive's file");
        }
    }

    public void Dispose() => root.Dispose();

    private static long[] Times(TarEntry entry) => [entry.ModifiedSeconds, entry.ModifiedNanoseconds, entry.ModifiedSeconds, entry.ModifiedNanoseconds];

    // The kernel's and the C library's 64-bit form.
    private static ulong MakeDevice(uint major, uint minor) =>
        (minor & 0xFFUL) | ((major & 0xFFFUL) << 8) | ((minor & ~0xFFUL) << 12) | ((major & ~0xFFFUL) << 32);

    private static InvalidDataException Blocked(IReadOnlyList<byte[]> parts) =>
        new($"The archive has a file where it needs a directory: {Encoding.UTF8.GetString(LayerPath.Join(parts)).TrimEnd('\0')}.");

    private static void Check(int result)
    {
        if (result != 0)
        {
            throw Errno.Last().ToException("write", "an entry of an archive");
        }
    }
}
