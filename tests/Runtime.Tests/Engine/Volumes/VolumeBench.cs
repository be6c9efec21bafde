using System.Text;
using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Runtime.Engine.Volumes;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Engine.Volumes;

/// <summary>Volumes of one pod in directories of their own.</summary>
internal sealed class VolumeBench : IDisposable
{
    private static readonly PodId Id = new() { Owner = new Owner { Cluster = "c", Node = "n" }, Uid = "u" };
    private readonly TempDirectory _directory = new();

    public VolumeBench(Func<VolumeOptions, VolumeOptions>? configure = null)
    {
        Memory = Path.Combine("/dev/shm", Path.GetFileName(_directory.Path));
        var options = new VolumeOptions { PodsDirectory = _directory["pods"], MemoryDirectory = Memory };
        Volumes = PodVolumes.Create(configure?.Invoke(options) ?? options, Time);
    }

    public ManualTimeProvider Time { get; } = new();

    public IPodVolumes Volumes { get; }

    public string Memory { get; }

    /// <summary>A directory beside the pods.</summary>
    public string Outside => Directory.CreateDirectory(_directory["outside"]).FullName;

    public static FilesVolume Files(string revision, params (string Path, string Content)[] files) => new()
    {
        Name = "files",
        Revision = revision,
        Files = [.. files.Select(file => new VolumeFile { Path = file.Path, Content = Encoding.UTF8.GetBytes(file.Content) })],
    };

    public static ResolvedPod Pod(VolumePlan volume, long? fsGroup = null) => new()
    {
        Id = Id,
        Pod = new Pod { Spec = new PodSpec { SecurityContext = new PodSecurityContext { FsGroup = fsGroup } } },
        Containers = [],
        Volumes = [volume],
    };

    public static ResolvedContainer Container(params VolumeMount[] mounts) => new()
    {
        Kind = ContainerKind.Regular,
        Spec = new Container { Name = "main", VolumeMounts = mounts },
    };

    public async Task<string> ApplyAsync(VolumePlan volume, long? fsGroup = null)
    {
        var pod = Pod(volume, fsGroup);
        await Volumes.ApplyAsync(pod, CancellationToken.None);
        return Mounts(volume, new VolumeMount { Name = volume.Name, MountPath = "/x" })[0].Source;
    }

    public IReadOnlyList<ContainerMount> Mounts(VolumePlan volume, params VolumeMount[] mounts) =>
        Volumes.GetMounts(Pod(volume), Container(mounts), new Dictionary<string, string> { ["NAME"] = "value", ["UP"] = "../x" });

    public async Task<ProviderException> FailsAsync(VolumePlan volume, ErrorReason reason, long? fsGroup = null)
    {
        var error = await Assert.ThrowsAsync<ProviderException>(() => Volumes.ApplyAsync(Pod(volume, fsGroup), CancellationToken.None));
        Assert.Equal(reason, error.Reason);
        return error;
    }

    public Task RemoveAsync() => Volumes.RemoveAsync(Id, CancellationToken.None);

    public void Dispose()
    {
        RemoveAsync().GetAwaiter().GetResult();
        if (Directory.Exists(Memory))
        {
            Directory.Delete(Memory, recursive: true);
        }

        _directory.Dispose();
    }
}
