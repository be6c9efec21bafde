using System.Text.Json;

namespace Reeve.Runtime.Images.Oci;

/// <summary>Finds the manifest of this machine's platform, and the configuration that it names.</summary>
internal static class ManifestReader
{
    private const int MaxNesting = 3;
    private const int MaxLayers = 256;

    /// <summary>Reads manifests until one is not an index.</summary>
    /// <param name="source">Where from.</param>
    /// <param name="content">The first one.</param>
    /// <param name="name">For messages.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public static async Task<(OciManifest Manifest, OciImage Image, OciDigest Id)> ReadAsync(
        IOciSource source, byte[] content, string name, CancellationToken cancellationToken)
    {
        var manifest = Parse(content, name);
        for (var depth = 0; manifest.Manifests is { } list; depth++)
        {
            if (depth == MaxNesting)
            {
                throw Malformed(name, "its indices are nested too deeply");
            }

            manifest = Parse(await ReadAsync(source, Choose(list, name), isManifest: true, cancellationToken), name);
        }

        if (manifest is not { Config: { } config, Layers: { } layers })
        {
            throw manifest.SchemaVersion == 1
                ? new ProviderException(ErrorReason.Unsupported, $"The image {name} has a manifest of schema 1, which is out of use: push it again with a present tool.")
                : Malformed(name, "its manifest names no configuration");
        }

        var image = JsonSerializer.Deserialize(await ReadAsync(source, config, isManifest: false, cancellationToken), OciJsonContext.Default.OciImage) ?? new OciImage();
        if (image.Rootfs is not { DiffIds: { } ids } || ids.Count != layers.Count || ids.Count > MaxLayers)
        {
            throw Malformed(name, "its configuration and its manifest do not have the same layers");
        }

        if (image.Os is not ("linux" or "") || (image.Architecture.Length > 0 && image.Architecture != OciPlatform.ThisArchitecture))
        {
            throw new ProviderException(
                ErrorReason.Unsupported, $"The image {name} is for {image.Os}/{image.Architecture}, and this machine is linux/{OciPlatform.ThisArchitecture}.");
        }

        return (manifest, image, OciDigest.Parse(config.Digest));
    }

    private static async Task<byte[]> ReadAsync(IOciSource source, OciDescriptor descriptor, bool isManifest, CancellationToken cancellationToken)
    {
        var digest = OciDigest.Parse(descriptor.Digest);
        var content = await source.ReadAsync(descriptor, isManifest, cancellationToken);
        return digest.Matches(content)
            ? content
            : throw new ProviderException(ErrorReason.Transient, $"What came for {digest} has another digest.");
    }

    // Attestations and other things in an index have no platform, or one that nothing is.
    private static OciDescriptor Choose(IReadOnlyList<OciDescriptor> list, string name) =>
        list.Where(static item => item.Platform is { Fit: > 0 }).MaxBy(static item => item.Platform!.Fit)
        ?? (list is [{ Platform: null } only] ? only : null)
        ?? throw new ProviderException(
            ErrorReason.NotFound,
            $"The image {name} is not there for linux/{OciPlatform.ThisArchitecture}, only for {string.Join(", ", list.Select(static item => item.Platform?.ToString() ?? "unknown"))}.");

    private static OciManifest Parse(byte[] content, string name)
    {
        try
        {
            return JsonSerializer.Deserialize(content, OciJsonContext.Default.OciManifest) ?? throw Malformed(name, "its manifest is empty");
        }
        catch (JsonException e)
        {
            throw Malformed(name, $"its manifest is no JSON ({e.Message})");
        }
    }

    private static ProviderException Malformed(string name, string why) => new(ErrorReason.Unsupported, $"The image {name} cannot be used: {why}.");
}
