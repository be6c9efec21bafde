namespace Reeve.Runtime.Images.Oci;

/// <summary>A reference to content by its digest, as in the image specification.</summary>
internal sealed record OciDescriptor
{
    public string? MediaType { get; init; }

    public string Digest { get; init; } = "";

    public long Size { get; init; }

    public OciPlatform? Platform { get; init; }

    public IReadOnlyDictionary<string, string>? Annotations { get; init; }
}
