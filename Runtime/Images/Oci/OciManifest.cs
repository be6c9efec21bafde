namespace Reeve.Runtime.Images.Oci;

/// <summary>A manifest, or an index of manifests: of the one config and layers are there, of the other manifests.</summary>
internal sealed record OciManifest
{
    public int SchemaVersion { get; init; }

    public string? MediaType { get; init; }

    public OciDescriptor? Config { get; init; }

    public IReadOnlyList<OciDescriptor>? Layers { get; init; }

    public IReadOnlyList<OciDescriptor>? Manifests { get; init; }
}
