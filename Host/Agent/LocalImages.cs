using Reeve.Containers;
using Reeve.Host.Control;
using Reeve.Kubernetes;
using Reeve.Runtime.Images;

namespace Reeve.Host.Agent;

/// <summary>The images of this process.</summary>
/// <param name="images">Null where the provider sees to its own.</param>
/// <param name="provider">The provider's name, for messages.</param>
internal sealed class LocalImages(ImageManager? images, string provider) : IAgentImages
{
    private ImageManager Images => images ?? throw Unsupported();

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredImage>> ListAsync(CancellationToken cancellationToken) => Task.FromResult(images?.List() ?? []);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredImage>> LoadAsync(string path, string? name, CancellationToken cancellationToken) =>
        (Images.Resolvers.OfType<IImageLoader>().FirstOrDefault() ?? throw Unsupported()).LoadAsync(path, name, cancellationToken);

    /// <inheritdoc/>
    public async Task<string> PullAsync(string reference, CancellationToken cancellationToken)
    {
        var request = new ImageRequest { Reference = reference, PullPolicy = PullPolicies.Always };
        return (await Images.ObtainAsync(request, Images.Resolvers.Aggregate(ImageForms.None, (forms, resolver) => forms | resolver.Form), _ => { }, cancellationToken)).Message;
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(string reference, CancellationToken cancellationToken)
    {
        foreach (var store in Images.Resolvers.OfType<IImageStore>())
        {
            if (await store.RemoveAsync(reference, cancellationToken))
            {
                return;
            }
        }

        throw new ProviderException(ErrorReason.NotFound, $"There is no image {reference}; \"reeve images list\" shows all of them.");
    }

    /// <inheritdoc/>
    public Task<long> PruneAsync(CancellationToken cancellationToken) => Images.CollectAsync(all: true, cancellationToken);

    private ProviderException Unsupported() => new(ErrorReason.Unsupported, $"The provider {provider} keeps no images here.");
}
