namespace Reeve.Runtime.Images;

/// <summary>A resolver that takes images from files. On the same object as its <see cref="IImageResolver"/>. Thread-safe.</summary>
public interface IImageLoader
{
    /// <summary>Loads every image of an OCI layout or a Docker archive: a directory, or a tar archive of one, compressed or not.</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="name">The image's name, where the layout has one image and says no name, or another; null for those in it.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>The images.</returns>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: it is no such thing.</exception>
    Task<IReadOnlyList<StoredImage>> LoadAsync(string path, string? name, CancellationToken cancellationToken);
}
