using Reeve.Plugins.OpenStack.Client.Resources;

namespace Reeve.Plugins.OpenStack.Client.Images;

/// <summary>Glance.</summary>
internal interface IImages
{
    /// <summary>Images.</summary>
    IResources<Image, ImageCreate> Images { get; }

    /// <summary>Uploads the data of an image that was made and has none. Not repeated: the stream is read once.</summary>
    Task UploadAsync(string id, Stream data, CancellationToken cancellationToken);
}
