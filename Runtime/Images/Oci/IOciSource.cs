namespace Reeve.Runtime.Images.Oci;

/// <summary>Where the content of an image comes from.</summary>
internal interface IOciSource
{
    /// <summary>A manifest or configuration, whole; its digest is checked by the caller.</summary>
    Task<byte[]> ReadAsync(OciDescriptor content, bool isManifest, CancellationToken cancellationToken);

    /// <summary>A layer, written to a file from where the file ends; its digest is checked by the caller.</summary>
    Task CopyAsync(OciDescriptor layer, FileStream file, CancellationToken cancellationToken);
}
