using System.Formats.Tar;
using System.Globalization;
using System.Security.Cryptography;

namespace Reeve.Ssh.Uploads;

/// <summary>Trees as one tar archive: <c>group/tree/path</c>. Written the same, to the byte, each time.</summary>
internal static class TreeArchive
{
    private const UnixFileMode Permissions = (UnixFileMode)0xfff;

    /// <summary>Writes the archive.</summary>
    public static async Task WriteAsync(IReadOnlyList<UploadGroup> groups, Stream stream, CancellationToken cancellationToken)
    {
        await using var writer = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true);
        for (var group = 0; group < groups.Count; group++)
        {
            for (var tree = 0; tree < groups[group].Trees.Count; tree++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"{group}/{tree}");
                await writer.WriteEntryAsync(Entry(TarEntryType.Directory, name, 0x1c0), cancellationToken);
                foreach (var file in groups[group].Trees[tree].Files)
                {
                    await writer.WriteEntryAsync(Entry(file, $"{name}/{UploadGroup.CheckBelow(file.Path)}"), cancellationToken);
                }
            }
        }
    }

    /// <summary>The archive's SHA-256 in hexadecimal digits.</summary>
    public static async Task<string> DigestAsync(IReadOnlyList<UploadGroup> groups, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var stream = new HashingStream(hash);
        await WriteAsync(groups, stream, cancellationToken);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static PaxTarEntry Entry(RemoteFile file, string name)
    {
        if (file.LinkTarget is { } target)
        {
            var link = Entry(TarEntryType.SymbolicLink, name, 0x1ff);
            link.LinkName = target;
            return link;
        }

        var entry = Entry(file.IsDirectory ? TarEntryType.Directory : TarEntryType.RegularFile, name, file.Mode);
        if (!file.IsDirectory)
        {
            entry.DataStream = new MemoryStream(file.Content.ToArray(), writable: false);
        }

        return entry;
    }

    private static PaxTarEntry Entry(TarEntryType type, string name, int mode) => new(type, name)
    {
        Mode = (UnixFileMode)mode & Permissions,
        // Without the time of writing, which would differ between two of them.
        ModificationTime = DateTimeOffset.UnixEpoch,
    };
}
