using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Reeve.Runtime.Linux;

namespace Reeve.Runtime.Images.Layers;

/// <summary>
/// Writes an archive into a directory; nothing is written outside of it, whatever the archive says. An image's layer gets the form in which overlayfs
/// stacks it: a whiteout is a character device 0/0, an opaque directory has the attribute <c>trusted.overlay.opaque</c>. See the image
/// specification's layer.md, and overlayfs in the kernel's documentation.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class ArchiveExtractor
{
    private const string Capability = "security.capability";
    private const int Permissions = 0x1FF; // 0777
    private const int OwnersFile = 0x180; // 0600
    private const int OwnersDirectory = 0x1C0; // 0700

    private readonly LayerTree _tree;
    private readonly ExtractionSettings _settings;
    private readonly InnerLinks _links = new();
    private readonly List<(byte[] Path, TarEntry Entry)> _directories = [];
    private readonly byte[] _buffer = new byte[128 * 1024];
    private long _bytes;
    private long _entries;

    private ArchiveExtractor(LayerTree tree, ExtractionSettings settings) => (_tree, _settings) = (tree, settings);

    /// <summary>Writes an archive.</summary>
    /// <param name="archive">The tar archive, decompressed; read to its end.</param>
    /// <param name="directory">An empty directory.</param>
    /// <param name="settings">What is taken over.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Bytes of all files.</returns>
    /// <exception cref="InvalidDataException">The archive is malformed, hostile or too big.</exception>
    public static long Extract(Stream archive, string directory, ExtractionSettings settings, CancellationToken cancellationToken)
    {
        using var tree = LayerTree.Open(directory);
        var extractor = new ArchiveExtractor(tree, settings);
        var reader = new TarReader(archive);
        while (reader.Next() is { } entry)
        {
            cancellationToken.ThrowIfCancellationRequested();
            extractor.Add(reader, entry);
        }

        extractor.FinishDirectories();
        extractor._links.Check(tree);
        return extractor._bytes;
    }

    private void Add(TarReader reader, TarEntry entry)
    {
        if (++_entries > _settings.MaxEntries)
        {
            throw new InvalidDataException($"The archive has more than {_settings.MaxEntries} entries.");
        }

        if (!_settings.IsLayer && entry.Name.AsSpan().StartsWith("/"u8))
        {
            throw new InvalidDataException("The archive has a name that leads out of it.");
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
        if (_settings.IsLayer && Whiteouts.Is(name))
        {
            Whiteouts.Add(parent, name);
            return;
        }

        AddEntry(reader, entry, parent, LayerPath.Terminate(name), parts);
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
                    if (hides && _settings.IsLayer)
                    {
                        LayerTree.SetAttribute(directory.Handle, LayerTree.OpaqueAttribute, Whiteouts.Opaque);
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
                if (!_settings.IsLayer)
                {
                    _links.Add(parts, entry.Target);
                }

                LayerTree.MakeSymbolicLink(parent, name, entry.Target);
                break;
            case TarKind.CharacterDevice or TarKind.BlockDevice or TarKind.Fifo when _settings.IsLayer:
                LayerTree.MakeNode(parent, name, entry);
                break;
            default:
                throw new InvalidDataException($"The archive has an entry that is neither file nor directory nor link: {entry.DisplayName}.");
        }

        if (_settings.IsLayer)
        {
            LayerTree.Finish(parent, name, entry);
        }
    }

    private void WriteFile(TarReader reader, TarEntry entry, DirectoryHandle parent, byte[] name)
    {
        _bytes = checked(_bytes + entry.Length);
        if (_bytes > _settings.MaxBytes)
        {
            throw new InvalidDataException($"The archive has more than {_settings.MaxBytes} bytes.");
        }

        using var file = LayerTree.CreateFile(parent, name);
        for (var at = 0L; reader.Read(_buffer) is > 0 and var count; at += count)
        {
            RandomAccess.Write(file, _buffer.AsSpan(0, count), at);
        }

        Finish(file, entry, OwnersFile);
    }

    private void FinishDirectories()
    {
        // Children before parents does not matter: attributes of one do not change the time of another.
        foreach (var (path, entry) in _directories)
        {
            using var directory = _tree.TryOpen(path);
            if (directory is not null)
            {
                Finish(directory.Handle, entry, OwnersDirectory);
            }
        }
    }

    private void Finish(SafeFileHandle file, TarEntry entry, int needed)
    {
        if (_settings.IsLayer)
        {
            LayerTree.Finish(file, entry, Kept(entry));
        }
        else if (_settings.KeepsModes)
        {
            LayerTree.SetMode(file, (entry.Mode & Permissions) | needed);
        }
    }

    // Others would tell overlayfs, or a security module of another machine, what to do.
    private static IEnumerable<KeyValuePair<string, byte[]>> Kept(TarEntry entry) => entry.Attributes.Where(static pair =>
        pair.Key == Capability
        || (pair.Key.StartsWith("user.", StringComparison.Ordinal) && !pair.Key.StartsWith("user.overlay.", StringComparison.Ordinal)));
}
