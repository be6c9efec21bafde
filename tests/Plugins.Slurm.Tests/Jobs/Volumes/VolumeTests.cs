using Reeve.Kubernetes;
using Reeve.Plugins.Slurm.Jobs;
using Reeve.Plugins.Slurm.Jobs.Commands;
using Reeve.Plugins.Slurm.Jobs.Files;
using Reeve.Plugins.Slurm.Jobs.Volumes;
using Reeve.Testing;
using Reeve.Ssh;
using Reeve.Workloads;
using Xunit;

namespace Reeve.Plugins.Slurm.Tests.Jobs.Volumes;

public sealed class VolumeTests
{
    private static readonly PathMapping[] Paths = [new() { Path = "/data", Target = "/gpfs/data" }, new() { Path = "/data/special/", Target = "/lustre/s" }, new() { Path = "/scratch" }];

    [Theory]
    [InlineData("/data", "/gpfs/data")]
    [InlineData("/data/a b", "/gpfs/data/a b")]
    [InlineData("/data/special/x", "/lustre/s/x")]
    [InlineData("/scratch/x", "/scratch/x")]
    [InlineData("/database", null)]
    [InlineData("/data/../etc", null)]
    [InlineData("/", null)]
    public void Map_Paths_TakesTheLongest(string path, string? expected) => Assert.Equal(expected, PathMap.Map(Paths, path));

    [Theory]
    [InlineData("/a", "/b", false, "--bind /a:/b")]
    [InlineData("/a", "/b", true, "--bind /a:/b:ro")]
    [InlineData("/a,b", "/c", false, "--mount type=bind,\"source=/a,b\",\"destination=/c\"")]
    [InlineData("/a", "/q\"q", true, "--mount type=bind,\"source=/a\",\"destination=/q\"\"q\",ro")]
    [InlineData("/a:b", "/c", false, "--mount type=bind,\"source=/a:b\",\"destination=/c\"")]
    public void ToOption_Mount_SaysItUnmistakably(string source, string target, bool readOnly, string expected) =>
        Assert.Equal(expected, string.Join(' ', new BindMount { Source = source, Target = target, ReadOnly = readOnly }.ToOption()));

    [LinuxFact]
    public void Whole_VolumeOfFiles_IsReadThroughItsLinkWithModes()
    {
        using var directory = new TempDirectory();
        var volume = new FilesVolume
        {
            Name = "v",
            Revision = "r1",
            Files = [new VolumeFile { Path = "a", Content = "1"u8.ToArray(), Mode = 0x120 }, new VolumeFile { Path = "d/e/f", Content = "2"u8.ToArray() }, new VolumeFile { Path = "d/g", Content = "3"u8.ToArray() }],
        };

        JobRun.Write(new RemoteTree { Directory = directory["v"], Files = [.. VolumeTree.Whole(volume, "")] });

        Assert.Equal(("1", "2", "3"), (File.ReadAllText(directory["v/a"]), File.ReadAllText(directory["v/d/e/f"]), File.ReadAllText(directory["v/d/g"])));
        Assert.Equal((UnixFileMode)0x120, File.GetUnixFileMode(File.ResolveLinkTarget(directory["v/a"], returnFinalTarget: true)!.FullName));
        Assert.Equal(VolumeTree.DirectoryOf(volume), new FileInfo(directory["v/..data"]).LinkTarget);
        Assert.NotEqual(VolumeTree.DirectoryOf(volume), VolumeTree.DirectoryOf(volume with { Revision = "r2" }));
    }

    [Fact]
    public void Plan_Claims_AreMappedByWhatTheVolumeIs()
    {
        var options = new ContainerOptions { ClaimPaths = [new PathMapping { Path = "nfs1:/export", Target = "/gpfs/e" }, new PathMapping { Path = "csi.site/", Target = "/csi" }, new PathMapping { Path = "/local" }] };
        var findings = new Findings();

        Assert.Equal("/gpfs/e/x", Place(new PersistentVolumeSpec { Nfs = new NFSVolumeSource { Server = "nfs1", Path = "/export/x" } })?.Path);
        Assert.Equal("/csi/handle", Place(new PersistentVolumeSpec { Csi = new CSIPersistentVolumeSource { Driver = "csi.site", VolumeHandle = "handle" } })?.Path);
        Assert.Equal("/local/y", Place(new PersistentVolumeSpec { Local = new LocalVolumeSource { Path = "/local/y" } })?.Path);
        Assert.Empty(findings.Errors);
        Assert.Null(Place(new PersistentVolumeSpec { HostPath = new HostPathVolumeSource { Path = "/etc" } }));
        Assert.Equal("spec.volumes[0].persistentVolumeClaim", Assert.Single(findings.Errors).Field);

        VolumePlace? Place(PersistentVolumeSpec spec)
        {
            var volume = new ClaimVolume { Name = "v", Claim = new PersistentVolumeClaim(), Volume = new PersistentVolume { Spec = spec } };
            var pod = PodSketch.Resolve(new PodSpec { Volumes = [new Volume { Name = "v" }] }, volumes: [volume]);
            return new VolumePlanner(options).Plan(pod, volume, new PodPlace { Directory = "/p" }, findings);
        }
    }

    [LinuxFact]
    public async Task Job_SubPathsOfVolumes_AreMadeAndSeparate()
    {
        var container = PodSketch.Shell("c", "test -d \"$REEVE_MOUNT_DATA\" && echo \"$REEVE_MOUNT_DATA\"", ("WHO", "me")) with
        {
            VolumeMounts = [new VolumeMount { Name = "data", MountPath = "/a", SubPathExpr = "x/$(WHO)" }],
        };
        using var run = await JobRun.CompleteAsync(PodSketch.Resolve(PodSketch.Once(container), volumes: [new EmptyDirVolume { Name = "data" }]));

        Assert.Equal(run.Path("volumes/data/x/me") + "\n", run.Log("c"));
    }

    [LinuxFact]
    public async Task Job_MemoryVolume_IsInMemoryAndGoneAfterwards()
    {
        var container = PodSketch.Shell("c", "echo \"$REEVE_MOUNT_M\"; stat -f -c %T \"$REEVE_MOUNT_M\"") with { VolumeMounts = [new VolumeMount { Name = "m", MountPath = "/m" }] };
        using var run = await JobRun.CompleteAsync(PodSketch.Resolve(PodSketch.Once(container), volumes: [new EmptyDirVolume { Name = "m", Memory = true }]));
        var lines = run.Log("c").Split('\n');

        Assert.Equal("tmpfs", lines[1]);
        Assert.False(Directory.Exists(lines[0]));
    }
}
