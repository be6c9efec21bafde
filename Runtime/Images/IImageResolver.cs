using Reeve.Containers;

namespace Reeve.Runtime.Images;

/// <summary>Finds out what an image reference stands for on this machine. Called by the engine alone.</summary>
public interface IImageResolver
{
    /// <summary>Resolves a reference.</summary>
    /// <param name="reference">The image as written in the pod.</param>
    /// <param name="forms">Forms that the driver can run.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProviderException">
    /// <see cref="ErrorReason.Invalid"/>: the reference is malformed (<c>InvalidImageName</c>). <see cref="ErrorReason.NotFound"/>:
    /// there is no such image (<c>ErrImagePull</c>). <see cref="ErrorReason.Unsupported"/>: no resolver for the scheme.
    /// </exception>
    Task<ResolvedImage> ResolveAsync(string reference, ImageForms forms, CancellationToken cancellationToken);
}
