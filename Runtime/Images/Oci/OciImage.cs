namespace Reeve.Runtime.Images.Oci;

/// <summary>The configuration of an image, as in the image specification.</summary>
internal sealed record OciImage
{
    public string Os { get; init; } = "";

    public string Architecture { get; init; } = "";

    public string? Variant { get; init; }

    public OciImageConfig? Config { get; init; }

    public OciRootFileSystem? Rootfs { get; init; }
}
