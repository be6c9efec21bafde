using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Runtime.Images;

/// <summary>The images of one node, as the engine uses them. Thread-safe.</summary>
public interface IImages
{
    /// <summary>Finds an image, or pulls it, as its policy says; a container that it is for uses it from then on.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="forms">Forms that the driver can run.</param>
    /// <param name="pulling">Called once if something is fetched, before that, with a sentence for the event.</param>
    /// <param name="cancellationToken">Stops waiting, not the pull.</param>
    /// <exception cref="ProviderException">
    /// <see cref="ErrorReason.Invalid"/>: the reference is malformed (<c>InvalidImageName</c>). <see cref="ErrorReason.NotFound"/> with the
    /// policy <c>Never</c>: it is not on the machine (<c>ErrImageNeverPull</c>). Anything else is <c>ErrImagePull</c>.
    /// </exception>
    Task<ObtainedImage> ObtainAsync(ImageRequest request, ImageForms forms, Action<string> pulling, CancellationToken cancellationToken);

    /// <summary>The image that the newest attempt of a container was given, also by an agent before this one; null if that is not known.</summary>
    /// <param name="container">The container.</param>
    ResolvedImage? Recall(ContainerId container);

    /// <summary>The image that a volume of a pod holds, also by an agent before this one; null if that is not known.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="volume">The volume's name.</param>
    ResolvedImage? Recall(PodId pod, string volume) => null;

    /// <summary>A pod is gone: what it alone used may be collected.</summary>
    /// <param name="pod">The pod.</param>
    void Release(PodId pod);

    /// <summary>Objects of the cluster that a pod's images need.</summary>
    /// <param name="pod">The pod.</param>
    IReadOnlyList<InputReference> DescribeInputs(Pod pod) => [];
}
