using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Runtime.Images;

/// <summary>One source of images: programs of the machine, a registry, a package manager. Called by <see cref="ImageManager"/> alone. Thread-safe.</summary>
/// <remarks>
/// <para>A reference with the resolver's own scheme is its own (<see cref="Claims"/>). Any other goes along the node's list of resolvers:
/// <see cref="ErrorReason.NotFound"/> passes it on to the next one, every other failure ends the search.</para>
/// <para>Failures are <see cref="ProviderException"/>: <see cref="ErrorReason.Invalid"/> for a malformed reference (<c>InvalidImageName</c>),
/// <see cref="ErrorReason.NotFound"/> where there is no such image, <see cref="ErrorReason.Denied"/> for credentials that are missing or
/// wrong, <see cref="ErrorReason.Transient"/> for what may go better next time, <see cref="ErrorReason.Unsupported"/>.</para>
/// </remarks>
public interface IImageResolver
{
    /// <summary>One word: its name in the configuration (<c>images.resolvers</c>) and in events.</summary>
    string Name { get; }

    /// <summary>The form of its images.</summary>
    ImageForms Form { get; }

    /// <summary>
    /// Whether its images are kept on the machine: they are pulled by the container's policy, and what pods use is remembered
    /// (<see cref="ImageLeases"/>). Otherwise an image is there or is not.
    /// </summary>
    bool KeepsImages { get; }

    /// <summary>Whether a reference has a scheme of this resolver.</summary>
    /// <param name="reference">The image as written.</param>
    bool Claims(string reference);

    /// <summary>The image as it is on the machine; null if it is not. Uses no network.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<ResolvedImage?> FindAsync(ImageRequest request, CancellationToken cancellationToken);

    /// <summary>Brings the image to the machine, or finds that the present one is the newest. At most one runs at a time for the same request.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="cancellationToken">Cancels it: the agent ends.</param>
    Task<ResolvedImage> PullAsync(ImageRequest request, CancellationToken cancellationToken);

    /// <summary>Objects of the cluster that a pod's images need.</summary>
    /// <param name="pod">The pod.</param>
    IReadOnlyList<InputReference> DescribeInputs(Pod pod) => [];

    /// <summary>Distinguishes requests that look alike and have different answers; one pull serves those of the same scope.</summary>
    /// <param name="request">What is asked for.</param>
    string ScopeOf(ImageRequest request) => "";

    /// <summary>The pod that a kept image was resolved for is gone: what was made for it alone goes.</summary>
    /// <param name="image">The image, as it was resolved.</param>
    void Release(ResolvedImage image)
    {
    }
}
