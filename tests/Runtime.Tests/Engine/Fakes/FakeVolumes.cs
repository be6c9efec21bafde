using System.Collections.Concurrent;
using Reeve.Containers;
using Reeve.Runtime.Engine.Volumes;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Engine.Fakes;

internal sealed class FakeVolumes(string root) : IPodVolumes
{
    public ConcurrentQueue<string> Calls { get; } = new();

    public Exception? ApplyFailure { get; set; }

    public ProviderException? MountFailure { get; set; }

    public string? OverLimit { get; set; }

    public Task ApplyAsync(ResolvedPod pod, CancellationToken cancellationToken)
    {
        Calls.Enqueue("apply");
        return ApplyFailure is null ? Task.CompletedTask : Task.FromException(ApplyFailure);
    }

    public ConcurrentQueue<(string Volume, string Image)> Mounted { get; } = new();

    public void MountImage(PodId pod, ImageVolume volume, ResolvedImage image) => Mounted.Enqueue((volume.Name, image.Id));

    public IReadOnlyList<ContainerMount> GetMounts(
        ResolvedPod pod, ResolvedContainer container, IReadOnlyDictionary<string, string> environment) =>
        MountFailure is not null
            ? throw MountFailure
            : [.. container.Spec.VolumeMounts.Select(mount =>
                new ContainerMount { Volume = mount.Name, Source = $"/volumes/{mount.Name}", Target = mount.MountPath })];

    public string GetPodDirectory(PodId pod) => Directory.CreateDirectory(Path.Combine(root, pod.Token)).FullName;

    public Task<string?> FindOverLimitAsync(ResolvedPod pod, CancellationToken cancellationToken)
    {
        Calls.Enqueue("measure");
        return Task.FromResult(OverLimit);
    }

    public Func<VolumePlan, VolumeStats?> Measures { get; set; } = static _ => null;

    public VolumeStats? Measure(PodId pod, VolumePlan volume, CancellationToken cancellationToken) => Measures(volume);

    public Task RemoveAsync(PodId pod, CancellationToken cancellationToken)
    {
        Calls.Enqueue("remove");
        return Task.CompletedTask;
    }
}
