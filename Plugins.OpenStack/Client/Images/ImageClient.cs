using Reeve.Plugins.OpenStack.Client.Http;
using Reeve.Plugins.OpenStack.Client.Resources;

namespace Reeve.Plugins.OpenStack.Client.Images;

/// <summary>Glance. Thread-safe.</summary>
internal sealed class ImageClient(ServiceClient service) : IImages
{
    /// <inheritdoc/>
    public IResources<Image, ImageCreate> Images { get; } = new ResourceClient<Image, ImageCreate>(service, new()
    {
        Path = "images",
        Plural = "images",
        Singular = null,
        Read = CloudJson.Default.Image,
        Write = CloudJson.Default.ImageCreate,
        NameOf = image => image.Name,
        TagsOf = image => image.Tags,
        TagsField = "tag",
        TagByTag = true,
    });

    /// <inheritdoc/>
    public Task UploadAsync(string id, Stream data, CancellationToken cancellationToken) =>
        service.UploadAsync(HttpMethod.Put, $"images/{Uri.EscapeDataString(id)}/file", data, cancellationToken);
}
