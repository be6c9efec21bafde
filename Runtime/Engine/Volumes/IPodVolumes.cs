using Reeve.Containers;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Volumes;

/// <summary>Writes the volumes of pods on this machine and says what is mounted where. Thread-safe for different pods.</summary>
public interface IPodVolumes
{
    /// <summary>
    /// Makes every volume of a pod, or brings it to its present plan if it is there: content of file volumes is replaced
    /// atomically where its revision differs; an emptyDir keeps what is in it.
    /// </summary>
    /// <param name="pod">The pod.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProviderException">Shown as <c>FailedMount</c>; tried again unless Invalid.</exception>
    Task ApplyAsync(ResolvedPod pod, CancellationToken cancellationToken);

    /// <summary>Shows the content of an image as a volume of a pod, for reading only, until the pod is removed. Does nothing where that is done.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="volume">One of its volumes.</param>
    /// <param name="image">An image of layers.</param>
    /// <exception cref="ProviderException">It cannot be mounted.</exception>
    void MountImage(PodId pod, ImageVolume volume, ResolvedImage image);

    /// <summary>What is mounted into a container, parents before children. Makes subPath directories where the API says so.</summary>
    /// <param name="pod">The pod; applied before.</param>
    /// <param name="container">One of its containers.</param>
    /// <param name="environment">The container's final environment, for subPathExpr.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: a path leaves its volume; shown as <c>CreateContainerConfigError</c>.</exception>
    IReadOnlyList<ContainerMount> GetMounts(
        ResolvedPod pod, ResolvedContainer container, IReadOnlyDictionary<string, string> environment);

    /// <summary>The directory of a pod, made if it is not there: absolute, mode 0750, without symbolic links.</summary>
    /// <param name="pod">The pod.</param>
    string GetPodDirectory(PodId pod);

    /// <summary>The first volume that holds more than its sizeLimit, or null.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<string?> FindOverLimitAsync(ResolvedPod pod, CancellationToken cancellationToken);

    /// <summary>
    /// Measures a volume by looking at each of its files, a million at most; a persistent volume by asking its file system. Takes time.
    /// </summary>
    /// <param name="pod">The pod.</param>
    /// <param name="volume">One of its volumes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Null for what is the machine's own (hostPath), and for what was not made yet.</returns>
    /// <exception cref="ProviderException">It cannot be looked at.</exception>
    VolumeStats? Measure(PodId pod, VolumePlan volume, CancellationToken cancellationToken);

    /// <summary>Removes a pod's directory and everything in memory, never crossing a mount nor following a link out of it.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task RemoveAsync(PodId pod, CancellationToken cancellationToken);
}
