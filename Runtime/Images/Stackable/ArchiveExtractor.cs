using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.Versioning;

namespace Reeve.Runtime.Images.Stackable;

/// <summary>
/// Unpacks a <c>tar.gz</c> into an empty directory. Nothing is written outside of it: names with <c>..</c> are refused, links are made last,
/// when no file is written any more, and lead to what is inside. Owners and set-id bits are not taken over.
/// </summary>
[SupportedOSPlatform("linux")]
internal static class ArchiveExtractor
{
    private const long MaxBytes = 64L << 30;
    private const UnixFileMode Permissions = (UnixFileMode)0x1ff; // 0777
    private const UnixFileMode DirectoryMode = (UnixFileMode)0x1ed; // 0755
    private const UnixFileMode OwnerWrites = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <exception cref="ProviderException">Invalid: it is no archive, or a hostile one.</exception>
    public static async Task ExtractAsync(string archive, string directory, CancellationToken cancellationToken)
    {
        var links = new List<(string Path, string Target)>();
        long bytes = 0;
        try
        {
            await using var file = File.OpenRead(archive);
            await using var gzip = new GZipStream(file, CompressionMode.Decompress);
            await using var tar = new TarReader(gzip);
            while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
            {
                bytes += entry.Length;
                if (bytes > MaxBytes)
                {
                    throw new InvalidDataException($"it has more than {MaxBytes} bytes");
                }

                await ExtractAsync(entry, directory, links, cancellationToken);
            }

            foreach (var (path, target) in links)
            {
                RefuseLinksAbove(path, directory);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!, DirectoryMode);
                File.CreateSymbolicLink(path, target);
            }
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or EndOfStreamException)
        {
            throw new ProviderException(ErrorReason.Invalid, $"The archive cannot be unpacked: {e.Message.TrimEnd('.')}.", e);
        }
    }

    private static async Task ExtractAsync(TarEntry entry, string directory, List<(string Path, string Target)> links, CancellationToken cancellationToken)
    {
        if (entry.EntryType is TarEntryType.GlobalExtendedAttributes)
        {
            return;
        }

        var path = Inside(directory, entry.Name);
        if (path == directory)
        {
            return; // "./"
        }

        switch (entry.EntryType)
        {
            case TarEntryType.Directory:
                Directory.CreateDirectory(path, DirectoryMode);
                File.SetUnixFileMode(path, (entry.Mode & Permissions) | OwnerWrites | UnixFileMode.UserExecute);
                break;
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                await WriteAsync(entry, path, cancellationToken);
                break;
            case TarEntryType.HardLink:
                var content = Inside(directory, entry.LinkName);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!, DirectoryMode);
                File.Copy(File.Exists(content) ? content : throw new InvalidDataException($"the link {entry.Name} leads to nothing"), path, overwrite: true);
                break;
            case TarEntryType.SymbolicLink:
                Inside(directory, Path.Combine(Path.GetDirectoryName(Path.GetRelativePath(directory, path))!, entry.LinkName));
                links.Add((path, entry.LinkName));
                break;
            default:
                throw new InvalidDataException($"{entry.Name} is neither a file, a directory nor a link");
        }
    }

    private static async Task WriteAsync(TarEntry entry, string path, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!, DirectoryMode);
        var mode = (entry.Mode & Permissions) | OwnerWrites;
        await using (var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = mode }))
        {
            if (entry.DataStream is { } data)
            {
                await data.CopyToAsync(file, cancellationToken);
            }
        }

        File.SetUnixFileMode(path, mode);
    }

    // Where a link leads was judged by its name: below another link it would be somewhere else.
    private static void RefuseLinksAbove(string path, string directory)
    {
        for (var parent = Path.GetDirectoryName(path)!; parent.Length > directory.Length; parent = Path.GetDirectoryName(parent)!)
        {
            if (new DirectoryInfo(parent).LinkTarget is not null)
            {
                throw new InvalidDataException($"the link {Path.GetRelativePath(directory, path)} is below another link");
            }
        }
    }

    private static string Inside(string directory, string name)
    {
        var path = name.StartsWith('/') || name.Contains('\0', StringComparison.Ordinal) ? null : Path.GetFullPath(name, directory).TrimEnd('/');
        return path is not null && (path == directory || path.StartsWith(directory + "/", StringComparison.Ordinal))
            ? path
            : throw new InvalidDataException($"{name} leads out of it");
    }
}
