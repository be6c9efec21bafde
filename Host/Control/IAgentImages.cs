using Reeve.Runtime.Images;

namespace Reeve.Host.Control;

/// <summary>What can be asked of an agent about images. Thread-safe. Failures are <see cref="ProviderException"/>.</summary>
internal interface IAgentImages
{
    /// <summary>Images that are kept.</summary>
    Task<IReadOnlyList<StoredImage>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Loads images from a layout or an archive.</summary>
    /// <param name="path">Absolute path on the agent's machine.</param>
    /// <param name="name">The image's name; null for those in the layout.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>The images.</returns>
    Task<IReadOnlyList<StoredImage>> LoadAsync(string path, string? name, CancellationToken cancellationToken);

    /// <summary>Pulls an image, also if there is one.</summary>
    /// <returns>What became of it, in a sentence.</returns>
    Task<string> PullAsync(string reference, CancellationToken cancellationToken);

    /// <summary>Removes an image by name or id, or takes away one of several names.</summary>
    Task RemoveAsync(string reference, CancellationToken cancellationToken);

    /// <summary>Removes every image that no pod uses.</summary>
    /// <returns>Bytes that became free, about.</returns>
    Task<long> PruneAsync(CancellationToken cancellationToken);
}
