namespace Reeve.Runtime.Images;

/// <summary>A resolver whose images can be listed and removed: garbage is collected in it. On the same object as its <see cref="IImageResolver"/>. Thread-safe.</summary>
public interface IImageStore
{
    /// <summary>A directory on the file system that the images are on.</summary>
    string Directory { get; }

    /// <summary>All images.</summary>
    IReadOnlyList<StoredImage> List();

    /// <summary>Bytes that all images take together, what they share counted once.</summary>
    long UsedBytes => List().Sum(static image => image.SizeBytes);

    /// <summary>Removes an image, and what no other image shares with it.</summary>
    /// <param name="id">The image's id, as listed.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>False if there is none.</returns>
    Task<bool> RemoveAsync(string id, CancellationToken cancellationToken);
}
