using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text.Json;
using Reeve.Runtime.Images.Layers;

namespace Reeve.Runtime.Images.Oci;

/// <summary>Loads images from OCI layouts and Docker archives.</summary>
[SupportedOSPlatform("linux")]
internal sealed class ImageLoader(OciStore store)
{
    private const string RefName = "org.opencontainers.image.ref.name";
    private const string FullName = "io.containerd.image.name";

    public async Task<IReadOnlyList<StoredImage>> LoadAsync(string path, string? name, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
        {
            return await LoadDirectoryAsync(path, name, cancellationToken);
        }

        if (!File.Exists(path))
        {
            throw new ProviderException(ErrorReason.NotFound, $"There is no file or directory {path}.");
        }

        var work = store.Layers.CreateWorkDirectory();
        try
        {
            await Task.Run(() => Unpack(path, work, cancellationToken), cancellationToken);
            return await LoadDirectoryAsync(work, name, cancellationToken);
        }
        finally
        {
            store.Layers.Discard(work);
        }
    }

    private static void Unpack(string path, string work, CancellationToken cancellationToken)
    {
        try
        {
            using var archive = Compression.Open(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 128 * 1024));
            ArchiveExtractor.Extract(archive, work, ExtractionSettings.Files, cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new ProviderException(ErrorReason.Invalid, $"{path} is no archive of images: {e.Message}", e);
        }
    }

    private async Task<IReadOnlyList<StoredImage>> LoadDirectoryAsync(string directory, string? name, CancellationToken cancellationToken)
    {
        var source = new DirectorySource(directory);
        try
        {
            // Archives of newer versions of Docker are both; its own list has whole names.
            var ids = source.TryRead("manifest.json") is { } docker ? await LoadDockerAsync(directory, docker, name, cancellationToken)
                : source.TryRead("index.json") is { } index ? await LoadLayoutAsync(source, index, name, cancellationToken)
                : throw new ProviderException(ErrorReason.Invalid, $"{directory} is neither an OCI layout nor a Docker archive: it has no index.json and no manifest.json.");
            return [.. store.List().Where(image => ids.Contains(image.Id))];
        }
        catch (JsonException e)
        {
            throw new ProviderException(ErrorReason.Invalid, $"The images of {directory} cannot be read: {e.Message}", e);
        }
    }

    private async Task<List<string>> LoadLayoutAsync(DirectorySource source, byte[] content, string? name, CancellationToken cancellationToken)
    {
        var index = JsonSerializer.Deserialize(content, OciJsonContext.Default.OciManifest);
        var images = (index?.Manifests ?? []).ToList();
        if (images.Count == 0 || (name is not null && images.Count != 1))
        {
            throw new ProviderException(ErrorReason.Invalid, $"The layout has {images.Count} images; a name can be given to one.");
        }

        var loaded = new List<string>();
        foreach (var descriptor in images)
        {
            var given = name ?? descriptor.Annotations?.GetValueOrDefault(FullName) ?? descriptor.Annotations?.GetValueOrDefault(RefName)
                ?? throw new ProviderException(ErrorReason.Invalid, $"An image of the layout has no name ({RefName}); give it one with --name.");
            var reference = OciReference.Parse(given);
            var manifest = await source.ReadAsync(descriptor, isManifest: true, cancellationToken);
            if (!OciDigest.Parse(descriptor.Digest).Matches(manifest))
            {
                throw new ProviderException(ErrorReason.Invalid, $"The manifest {descriptor.Digest} of the layout has another digest.");
            }

            var image = await ManifestReader.ReadAsync(source, manifest, given, cancellationToken);
            var record = await store.InstallAsync(source, image, [$"{reference.Name}:{reference.Tag}"], [$"{reference.Name}@{descriptor.Digest}"], cancellationToken);
            loaded.Add(record.Id);
        }

        return loaded;
    }

    private async Task<List<string>> LoadDockerAsync(string directory, byte[] content, string? name, CancellationToken cancellationToken)
    {
        var entries = JsonSerializer.Deserialize(content, OciJsonContext.Default.IReadOnlyListDockerArchiveEntry) ?? [];
        if (entries.Count == 0 || (name is not null && entries.Count != 1))
        {
            throw new ProviderException(ErrorReason.Invalid, $"The archive has {entries.Count} images; a name can be given to one.");
        }

        var loaded = new List<string>();
        foreach (var entry in entries)
        {
            IReadOnlyList<string> tags = name is not null ? [name] : entry.RepoTags ?? [];
            if (tags.Count == 0)
            {
                throw new ProviderException(ErrorReason.Invalid, "An image of the archive has no name; give it one with --name.");
            }

            var (image, paths) = Describe(directory, entry);
            var names = tags.Select(OciReference.Parse).Select(static reference => $"{reference.Name}:{reference.Tag}").ToList();
            loaded.Add((await store.InstallAsync(new DirectorySource(directory, paths), image, names, [], cancellationToken)).Id);
        }

        return loaded;
    }

    /// <summary>A Docker archive has paths in place of a manifest: one is made, with the digests of what lies there.</summary>
    private static ((OciManifest Manifest, OciImage Image, OciDigest Id) Content, Dictionary<string, string> Paths) Describe(string directory, DockerArchiveEntry entry)
    {
        var files = new DirectorySource(directory);
        var config = files.TryRead(entry.Config) ?? throw new ProviderException(ErrorReason.Invalid, $"The archive lacks {entry.Config}.");
        var image = JsonSerializer.Deserialize(config, OciJsonContext.Default.OciImage);
        if (image?.Rootfs is not { DiffIds: { } ids } || ids.Count != entry.Layers.Count)
        {
            throw new ProviderException(ErrorReason.Invalid, "An image of the archive has a configuration with other layers.");
        }

        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        var layers = new List<OciDescriptor>();
        foreach (var path in entry.Layers)
        {
            var digest = DigestOf(Path.Combine(directory, path), directory);
            paths[digest] = path;
            layers.Add(new OciDescriptor { Digest = digest });
        }

        return ((new OciManifest { Layers = layers }, image, OciDigest.Of(config)), paths);
    }

    private static string DigestOf(string path, string directory)
    {
        using var root = Linux.DirectoryHandle.Open(directory);
        using var found = root.TryResolve(Path.GetRelativePath(directory, path))
            ?? throw new ProviderException(ErrorReason.Invalid, $"The archive lacks {Path.GetRelativePath(directory, path)}.");
        using var file = File.OpenRead($"/proc/self/fd/{found.DangerousGetHandle()}");
        return $"sha256:{Convert.ToHexStringLower(SHA256.HashData(file))}";
    }
}
