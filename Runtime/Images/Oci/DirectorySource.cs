using System.Runtime.Versioning;
using Reeve.Runtime.Linux;

namespace Reeve.Runtime.Images.Oci;

/// <summary>The content of an image layout on disk. What a name in it leads to is never outside of it.</summary>
/// <param name="directory">The layout.</param>
/// <param name="paths">Where content is that does not lie by its digest in <c>blobs/</c>.</param>
[SupportedOSPlatform("linux")]
internal sealed class DirectorySource(string directory, IReadOnlyDictionary<string, string>? paths = null) : IOciSource
{
    private const int MaxDocument = 16 * 1024 * 1024;

    /// <summary>A file of the layout; null if it is not there.</summary>
    public byte[]? TryRead(string path)
    {
        using var root = DirectoryHandle.Open(directory);
        using var found = root.TryResolve(path);
        if (found is null)
        {
            return null;
        }

        // Opened by the place that was found, which is inside whatever happens to the names.
        using var file = File.OpenHandle($"/proc/self/fd/{found.DangerousGetHandle()}");
        var length = RandomAccess.GetLength(file);
        if (length > MaxDocument)
        {
            throw new ProviderException(ErrorReason.Unsupported, $"The file {path} of the image is too long.");
        }

        var content = new byte[length];
        for (var at = 0; at < content.Length;)
        {
            var count = RandomAccess.Read(file, content.AsSpan(at), at);
            at += count > 0 ? count : throw new ProviderException(ErrorReason.Transient, $"The file {path} of the image became shorter.");
        }

        return content;
    }

    public Task<byte[]> ReadAsync(OciDescriptor content, bool isManifest, CancellationToken cancellationToken) =>
        Task.FromResult(TryRead(PathOf(content)) ?? throw Missing(content));

    public async Task CopyAsync(OciDescriptor layer, FileStream file, CancellationToken cancellationToken)
    {
        using var root = DirectoryHandle.Open(directory);
        using var found = root.TryResolve(PathOf(layer)) ?? throw Missing(layer);
        await using var source = File.OpenRead($"/proc/self/fd/{found.DangerousGetHandle()}");
        file.SetLength(0);
        await source.CopyToAsync(file, cancellationToken);
    }

    private string PathOf(OciDescriptor content)
    {
        if (paths?.GetValueOrDefault(content.Digest) is { } path)
        {
            return path;
        }

        var digest = OciDigest.Parse(content.Digest);
        return $"blobs/{digest.Algorithm}/{digest.Hex}";
    }

    private static ProviderException Missing(OciDescriptor content) =>
        new(ErrorReason.Invalid, $"The image is not complete: it lacks {content.Digest}.");
}
