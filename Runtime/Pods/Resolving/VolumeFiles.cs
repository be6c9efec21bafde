using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Resolving;

/// <summary>Collects the files of one volume; of two with the same path the later one counts.</summary>
internal sealed class VolumeFiles
{
    private readonly SortedDictionary<string, VolumeFile> _files = new(StringComparer.Ordinal);

    /// <summary>Whether any of them comes from a Secret.</summary>
    public bool Sensitive { get; set; }

    /// <summary>Adds one file.</summary>
    /// <exception cref="ResolutionException">The path leaves the volume.</exception>
    public void Add(string path, ReadOnlyMemory<byte> content, int mode, long? user = null)
    {
        var normal = Normalise(path);
        _files[normal] = new() { Path = normal, Content = content, Mode = mode & 0x1FF, UserId = user };
    }

    /// <summary>Adds the keys of an object, all of them or those that the items name.</summary>
    /// <param name="kind">What the object is, for errors.</param>
    /// <param name="keys">The keys that there are.</param>
    /// <param name="read">Reads a key.</param>
    /// <param name="items">Which keys go where; empty for all.</param>
    /// <param name="defaultMode">The mode of files that give none.</param>
    /// <param name="optional">Whether keys may be missing.</param>
    /// <exception cref="ResolutionException">A key is missing.</exception>
    public void AddKeys(
        string kind, IEnumerable<string> keys, Func<string, ReadOnlyMemory<byte>?> read, IReadOnlyList<KeyToPath> items, int defaultMode, bool optional)
    {
        if (items.Count == 0)
        {
            foreach (var key in keys)
            {
                Add(key, read(key) ?? ReadOnlyMemory<byte>.Empty, defaultMode);
            }

            return;
        }

        foreach (var item in items)
        {
            if (read(item.Key) is { } content)
            {
                Add(item.Path, content, item.Mode ?? defaultMode);
            }
            else if (!optional)
            {
                throw new ResolutionException($"references non-existent {kind} key: {item.Key}");
            }
        }
    }

    /// <summary>The plan of the volume.</summary>
    public FilesVolume ToPlan(string name)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in _files.Values)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $"{file.Path.Length}:{file.Path} {file.Mode} {file.UserId} {file.Content.Length}:")));
            hash.AppendData(file.Content.Span);
        }

        return new()
        {
            Name = name,
            Files = [.. _files.Values],
            Revision = Convert.ToHexStringLower(hash.GetHashAndReset()),
            Sensitive = Sensitive,
        };
    }

    private static string Normalise(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").ToArray();
        return parts.Length == 0 || path.StartsWith('/') || parts.Contains("..") || path.Contains('\0', StringComparison.Ordinal)
            ? throw new ResolutionException($"path \"{path}\" must be relative and must not contain '..'")
            : string.Join('/', parts);
    }
}
