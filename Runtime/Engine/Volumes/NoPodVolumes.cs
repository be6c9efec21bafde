using Reeve.Containers;
using Reeve.Runtime.Linux;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Volumes;

/// <summary>Where there are no safe means to handle volumes: pods without volumes alone.</summary>
internal sealed class NoPodVolumes(VolumeOptions options) : IPodVolumes
{
    public Task ApplyAsync(ResolvedPod pod, CancellationToken cancellationToken) =>
        pod.Volumes.Count == 0 ? Task.CompletedTask : Task.FromException(Unsupported());

    public void MountImage(PodId pod, ImageVolume volume, ResolvedImage image) => throw Unsupported();

    public IReadOnlyList<ContainerMount> GetMounts(
        ResolvedPod pod, ResolvedContainer container, IReadOnlyDictionary<string, string> environment) =>
        container.Spec.VolumeMounts.Count == 0 ? [] : throw Unsupported();

    public string GetPodDirectory(PodId pod) => FileErrors.Guard(
        "the directory of a pod", () => Directory.CreateDirectory(Path.Combine(options.PodsDirectory, pod.Token)).FullName);

    public Task<string?> FindOverLimitAsync(ResolvedPod pod, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public VolumeStats? Measure(PodId pod, VolumePlan volume, CancellationToken cancellationToken) => null;

    public Task RemoveAsync(PodId pod, CancellationToken cancellationToken) => Task.Run(
        () => FileErrors.Guard("the directory of a pod", () =>
        {
            var directory = Path.Combine(options.PodsDirectory, pod.Token);
            if (Directory.Exists(directory))
            {
                Directory.Delete(directory, recursive: true);
            }
        }),
        cancellationToken);

    private static ProviderException Unsupported() => new(ErrorReason.Unsupported, "Volumes of containers need Linux.");
}
