using System.Runtime.Versioning;
using System.Text.Json;
using Reeve.Containers;

namespace Reeve.Runtime.Images.Oci;

/// <summary>Images of layers: from registries, and from layouts and archives that were loaded. Thread-safe.</summary>
[SupportedOSPlatform("linux")]
public sealed class OciImageResolver : IImageResolver, IImageStore, IImageLoader, IDisposable
{
    /// <summary>Its name.</summary>
    public const string ResolverName = OciStore.ResolverName;

    private readonly OciStore _store;
    private readonly RegistryClient _registries;

    /// <summary>Opens the store.</summary>
    /// <param name="directory">Where the images are kept.</param>
    /// <param name="registries">How registries are reached.</param>
    /// <param name="leases">Which pods use what.</param>
    /// <param name="time">The clock.</param>
    public OciImageResolver(string directory, RegistryOptions registries, ImageLeases leases, TimeProvider time)
    {
        _store = new OciStore(directory, leases, time);
        _registries = new RegistryClient(registries, time);
    }

    /// <inheritdoc/>
    public string Name => ResolverName;

    /// <inheritdoc/>
    public ImageForms Form => ImageForms.Layers;

    /// <inheritdoc/>
    public bool KeepsImages => true;

    /// <inheritdoc/>
    public string Directory => _store.Directory;

    /// <inheritdoc/>
    public bool Claims(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return reference.StartsWith(OciReference.Scheme, StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public Task<ResolvedImage?> FindAsync(ImageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            return Task.FromResult(_store.Find(OciReference.Parse(request.Reference), request));
        }
        catch (ProviderException e)
        {
            return Task.FromException<ResolvedImage?>(e);
        }
    }

    /// <inheritdoc/>
    public async Task<ResolvedImage> PullAsync(ImageRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var reference = OciReference.Parse(request.Reference);
        try
        {
            // 1. What the registry means by the name now.
            var (repository, content) = await _registries.ReadManifestAsync(reference, request.PullSecrets, cancellationToken);
            var digest = reference.Digest ?? OciDigest.Of(content);
            string[] names = reference.Tag is { } tag ? [$"{reference.Name}:{tag}"] : [];
            string[] digests = [$"{reference.Name}@{digest}"];

            // 2. Nothing to do if that is here; otherwise what is missing of it.
            if (_store.FindByDigest(reference, digest) is { } known)
            {
                _store.AddNames(known, names, digests);
            }
            else
            {
                var image = await ManifestReader.ReadAsync(repository, content, reference.ToString(), cancellationToken);
                await _store.InstallAsync(repository, image, names, digests, cancellationToken);
            }
        }
        catch (JsonException e)
        {
            throw new ProviderException(ErrorReason.Unsupported, $"The image {reference} cannot be used: its configuration is malformed.", e);
        }

        return _store.Find(reference, request)
            ?? throw new ProviderException(ErrorReason.Transient, $"The image {reference} was removed while it was pulled.");
    }

    /// <inheritdoc/>
    public long UsedBytes => _store.UsedBytes;

    /// <inheritdoc/>
    public IReadOnlyList<StoredImage> List() => _store.List();

    /// <inheritdoc/>
    public Task<bool> RemoveAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        return Task.Run(() => _store.Remove(id), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredImage>> LoadAsync(string path, string? name, CancellationToken cancellationToken) =>
        new ImageLoader(_store).LoadAsync(path, name, cancellationToken);

    /// <summary>Closes connections; images stay.</summary>
    public void Dispose() => _registries.Dispose();
}
