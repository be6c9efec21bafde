using System.Runtime.Versioning;
using Reeve.Runtime.Linux;

namespace Reeve.Runtime.Images.Layers;

/// <summary>
/// Writes a layer into a directory, in the form in which overlayfs stacks it: a whiteout is a character device 0/0, an opaque directory has the
/// attribute <c>trusted.overlay.opaque</c>. Nothing is written outside of the directory, whatever the archive says. See the image
/// specification's layer.md, and overlayfs in the kernel's documentation.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class LayerExtractor
{
    private const string Capability = "security.capability";
    private static readonly byte[] Opaque = "y"u8.ToArray();

    private readonly LayerTree _tree;
    private readonly ExtractionLimits _limits;
    private readonly bool _plain;
    private readonly List<(byte[] Path, TarEntry Entry)> _directories = [];
    private readonly byte[] _buffer = new byte[128 * 1024];
    private long _bytes;
    private long _entries;

    private LayerExtractor(LayerTree tree, ExtractionLimits limits, bool plain) => (_tree, _limits, _plain) = (tree, limits, plain);

    /// <summary>Writes a layer.</summary>
    /// <param name="archive">The tar archive, decompressed; read to the end of the archive.</param>
    /// <param name="directory">An empty directory.</param>
    /// <param name="limits">What the layer may bring.</param>
    /// <param name="plain">An archive of files and nothing else: no owners, devices, attributes or whiteouts.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Bytes of all files.</returns>
    /// <exception cref="InvalidDataException">The layer is malformed, hostile or too big.</exception>
    public static long Extract(Stream archive, string directory, ExtractionLimits limits, bool plain, CancellationToken cancellationToken)
    {
        using var tree = LayerTree.Open(directory);
        var extractor = new LayerExtractor(tree, limits, plain);
        var reader = new TarReader(archive);
        while (reader.Next() is { } entry)
        {
            cancellationToken.ThrowIfCancellationRequested();
            extractor.Add(reader, entry);
        }

        extractor.FinishDirectories();
        return extractor._bytes;
    }

    private void Add(TarReader reader, TarEntry entry)
    {
        if (++_entries > _limits.MaxEntries)
        {
            throw new InvalidDataException($"The layer has more than {_limits.MaxEntries} entries.");
        }

        var parts = LayerPath.Split(entry.Name);
        if (parts.Count == 0)
        {
            if (entry.Kind == TarKind.Directory)
            {
                _directories.Add((LayerPath.Join(parts), entry));
            }

            return;
        }

        using var parent = _tree.OpenParent(parts);
        var name = parts[^1];
        if (!_plain && name.AsSpan().StartsWith(".wh."u8))
        {
            AddWhiteout(parent, name);
            return;
        }

        AddEntry(reader, entry, parent, LayerPath.Terminate(name), parts);
    }

    private static void AddWhiteout(DirectoryHandle parent, byte[] name)
    {
        if (name.AsSpan().SequenceEqual(".wh..wh..opq"u8))
        {
            LayerTree.SetAttribute(parent.Handle, LayerTree.OpaqueAttribute, Opaque);
            return;
        }

        // Other names of this kind are marks of an older union file system.
        var hidden = name.AsSpan(".wh.".Length);
        if (hidden.IsEmpty || hidden.StartsWith(".wh."u8) || hidden.SequenceEqual("."u8) || hidden.SequenceEqual(".."u8))
        {
            return;
        }

        // It hides what lower layers have; what this layer has of the name stays, and what was below it does not shine through.
        var terminated = LayerPath.Terminate(hidden);
        switch (FileStatus.Of(parent.Handle, new DirectoryEntry(terminated)))
        {
            case null:
                LayerTree.MakeWhiteout(parent, terminated);
                break;
            case { Kind: FileKind.Directory }:
                using (var directory = LayerTree.OpenDirectory(parent, terminated))
                {
                    LayerTree.SetAttribute(directory.Handle, LayerTree.OpaqueAttribute, Opaque);
                }

                break;
            default:
                break;
        }
    }

    private void AddEntry(TarReader reader, TarEntry entry, DirectoryHandle parent, byte[] name, List<byte[]> parts)
    {
        var hides = false;
        if (FileStatus.Of(parent.Handle, new DirectoryEntry(name)) is { } before && !(before.Kind == FileKind.Directory && entry.Kind == TarKind.Directory))
        {
            // A later entry of a name takes the place of an earlier one.
            hides = before.Kind == FileKind.CharacterDevice;
            LayerTree.Remove(parent, name);
        }

        switch (entry.Kind)
        {
            case TarKind.Directory:
                LayerTree.MakeDirectory(parent, name);
                using (var directory = LayerTree.OpenDirectory(parent, name))
                {
                    if (hides && !_plain)
                    {
                        LayerTree.SetAttribute(directory.Handle, LayerTree.OpaqueAttribute, Opaque);
                    }
                }

                _directories.Add((LayerPath.Join(parts), entry));
                return; // finished last, for what is put into it changes its time
            case TarKind.File:
                WriteFile(reader, entry, parent, name);
                return;
            case TarKind.HardLink:
                _tree.MakeHardLink(parent, name, LayerPath.Split(entry.Target), entry.DisplayName);
                return;
            case TarKind.SymbolicLink:
                LayerTree.MakeSymbolicLink(parent, name, entry.Target);
                break;
            case TarKind.CharacterDevice or TarKind.BlockDevice or TarKind.Fifo when !_plain:
                LayerTree.MakeNode(parent, name, entry);
                break;
            default:
                throw new InvalidDataException($"The archive has an entry that is neither file nor directory nor link: {entry.DisplayName}.");
        }

        if (!_plain)
        {
            LayerTree.Finish(parent, name, entry);
        }
    }

    private void WriteFile(TarReader reader, TarEntry entry, DirectoryHandle parent, byte[] name)
    {
        _bytes = checked(_bytes + entry.Length);
        if (_bytes > _limits.MaxBytes)
        {
            throw new InvalidDataException($"The layer has more than {_limits.MaxBytes} bytes.");
        }

        using var file = LayerTree.CreateFile(parent, name);
        for (var at = 0L; reader.Read(_buffer) is > 0 and var count; at += count)
        {
            RandomAccess.Write(file, _buffer.AsSpan(0, count), at);
        }

        if (!_plain)
        {
            LayerTree.Finish(file, entry, Kept(entry));
        }
    }

    private void FinishDirectories()
    {
        // Children before parents does not matter: attributes of one do not change the time of another.
        foreach (var (path, entry) in _plain ? [] : _directories)
        {
            using var directory = _tree.TryOpen(path);
            if (directory is not null)
            {
                LayerTree.Finish(directory.Handle, entry, Kept(entry));
            }
        }
    }

    // Others would tell overlayfs, or a security module of another machine, what to do.
    private static IEnumerable<KeyValuePair<string, byte[]>> Kept(TarEntry entry) => entry.Attributes.Where(static pair =>
        pair.Key == Capability
        || (pair.Key.StartsWith("user.", StringComparison.Ordinal) && !pair.Key.StartsWith("user.overlay.", StringComparison.Ordinal)));
}
