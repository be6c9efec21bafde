using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Reeve.Runtime.Plugins.Manifests;

namespace Reeve.Runtime.Plugins.Loading;

/// <summary>Lists, digests and copies the files of a plugin, within limits and within its directory.</summary>
internal static class PluginFiles
{
    public const int MaxFiles = 4096;
    public const int MaxDirectories = 1024;
    public const long MaxBytes = 512L * 1024 * 1024;

    /// <summary>Lists the files of a plugin's directory, or of a bare assembly with its companions, in a fixed order.</summary>
    /// <exception cref="PluginLoadException">A limit is exceeded, or a symbolic link leaves the directory.</exception>
    public static IReadOnlyList<PluginFile> List(string path)
    {
        List<PluginFile> files = [];
        if (File.Exists(path))
        {
            string[] companions = [path, Path.ChangeExtension(path, ".deps.json"), Path.ChangeExtension(path, ".pdb")];
            files.AddRange(companions.Where(File.Exists).Select(file => new PluginFile(Path.GetFileName(file), file)));
            return files.Find(file => !FileKind.IsRegular(file.Source)) is { } special
                ? throw Refuse($"Its file {special.Relative} is not a regular file; remove it.")
                : files;
        }

        var root = ConfinedPath.RealPath(path);
        var directories = 0;
        long bytes = 0;
        Add(root, "");
        return [.. files.OrderBy(file => file.Relative, StringComparer.Ordinal)];

        void Add(string directory, string prefix)
        {
            if (++directories > MaxDirectories)
            {
                throw Refuse($"It has more than {MaxDirectories} directories.");
            }

            foreach (var entry in new DirectoryInfo(directory).EnumerateFileSystemInfos())
            {
                var relative = prefix + entry.Name;
                var real = entry.LinkTarget is null ? entry.FullName : ConfinedPath.RealPath(entry.FullName);
                if (!ConfinedPath.IsInside(root, real))
                {
                    throw Refuse($"Its file {relative} is a symbolic link that leaves the plugin's directory; replace it by a copy.");
                }

                if (Directory.Exists(real))
                {
                    Add(real, relative + "/");
                    continue;
                }

                // A pipe, a socket or a dangling link has no bytes to copy, and reading one could wait for ever.
                if (!FileKind.IsRegular(real))
                {
                    throw Refuse($"Its file {relative} is not a regular file; remove it.");
                }

                bytes += new FileInfo(real).Length;
                files.Add(new PluginFile(relative, real));
                if (files.Count > MaxFiles || bytes > MaxBytes)
                {
                    throw Refuse($"It has more than {MaxFiles} files or {MaxBytes / 1024 / 1024} MiB.");
                }
            }
        }
    }

    /// <summary>Digests the files, and copies them on the way if a directory is given, so that the digest is that of the copy.</summary>
    /// <returns>The first 128 bits of SHA-256 over names, lengths and bytes, in hex.</returns>
    public static string Digest(IReadOnlyList<PluginFile> files, string? copyTo = null)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            foreach (var file in files)
            {
                var name = Encoding.UTF8.GetBytes(file.Relative);
                digest.AppendData(BitConverter.GetBytes(name.Length));
                digest.AppendData(name);
                using var source = File.OpenRead(file.Source);
                using var target = copyTo is null ? null : Create(Path.Combine(copyTo, file.Relative));
                long length = 0;
                for (var count = source.Read(buffer); count > 0; count = source.Read(buffer))
                {
                    digest.AppendData(buffer, 0, count);
                    target?.Write(buffer, 0, count);
                    length += count;
                }

                digest.AppendData(BitConverter.GetBytes(length));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset().AsSpan(0, 16));
    }

    private static FileStream Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new FileStream(path, FileMode.CreateNew, FileAccess.Write);
    }

    private static PluginLoadException Refuse(string reason) => new(PluginStatus.Malfunctioned, reason);
}
