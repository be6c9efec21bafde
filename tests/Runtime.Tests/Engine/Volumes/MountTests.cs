using System.Diagnostics;
using System.Runtime.Versioning;
using Reeve.Kubernetes;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Engine.Volumes;

[SupportedOSPlatform("linux")]
public class MountTests
{
    private static readonly EmptyDirVolume Plan = new() { Name = "v" };

    [LinuxFact]
    public async Task GetMounts_Several_ParentsComeFirst()
    {
        using var bench = new VolumeBench();
        await bench.ApplyAsync(Plan);
        var mounts = bench.Mounts(Plan, Mount("/a/b//c/"), Mount("/a-b"), Mount("/a/./b"), Mount("/a"), Mount("relative/d"));
        Assert.Equal(["/a", "/a-b", "/a/b", "/a/b/c", "/relative/d"], mounts.Select(mount => mount.Target));
    }

    [LinuxTheory]
    [InlineData("../relative")]
    [InlineData("/")]
    [InlineData("")]
    [InlineData("/a/../etc")]
    [InlineData("/a\0")]
    public async Task GetMounts_HostileMountPath_IsInvalid(string path)
    {
        using var bench = new VolumeBench();
        await bench.ApplyAsync(Plan);
        Invalid(() => bench.Mounts(Plan, Mount(path)));
    }

    [LinuxFact]
    public async Task GetMounts_TwoAtOnePlace_IsInvalid()
    {
        using var bench = new VolumeBench();
        await bench.ApplyAsync(Plan);
        Invalid(() => bench.Mounts(Plan, Mount("/a"), Mount("/a/")));
        Invalid(() => bench.Mounts(Plan, Mount("/a") with { Name = "other" }));
    }

    [LinuxFact]
    public async Task GetMounts_Flags_AreTheMounts()
    {
        using var bench = new VolumeBench();
        await bench.ApplyAsync(Plan);
        var mount = bench.Mounts(Plan, Mount("/a") with { ReadOnly = true, RecursiveReadOnly = "IfPossible", MountPropagation = "HostToContainer" })[0];
        Assert.Equal((true, true, "HostToContainer", true), (mount.ReadOnly, mount.RecursiveReadOnly, mount.Propagation, mount.IsDirectory));
        var plain = bench.Mounts(Plan, Mount("/a"))[0];
        Assert.Equal((false, false, "None"), (plain.ReadOnly, plain.RecursiveReadOnly, plain.Propagation));
    }

    [LinuxFact]
    public async Task GetMounts_FilesVolume_IsReadOnlyAndSubPathIsAFile()
    {
        using var bench = new VolumeBench();
        var files = VolumeBench.Files("1", ("key", "value"), ("d/x", "y"));
        await bench.ApplyAsync(files);
        var mounts = bench.Mounts(
            files, new VolumeMount { Name = "files", MountPath = "/k", SubPath = "key" }, new VolumeMount { Name = "files", MountPath = "/d", SubPath = "d" });
        Assert.True(mounts.All(mount => mount.ReadOnly));
        Assert.True(mounts[0].IsDirectory);
        Assert.False(mounts[1].IsDirectory);
        Assert.Equal("value", File.ReadAllText(mounts[1].Source));
        Assert.DoesNotContain("/..data/", mounts[1].Source, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task GetMounts_SubPathOfAMissingKey_GivesWayToTheKey()
    {
        using var bench = new VolumeBench();
        var volume = await bench.ApplyAsync(VolumeBench.Files("1"));
        Assert.True(bench.Mounts(VolumeBench.Files("1"), new VolumeMount { Name = "files", MountPath = "/k", SubPath = "key" })[0].IsDirectory);
        await bench.ApplyAsync(VolumeBench.Files("2", ("key", "value")));
        Assert.Equal("value", File.ReadAllText(Path.Combine(volume, "key")));
    }

    [LinuxFact]
    public async Task GetMounts_MissingSubPath_IsMadeWithTheModeOfTheVolume()
    {
        using var bench = new VolumeBench();
        var volume = await bench.ApplyAsync(Plan);
        var mount = bench.Mounts(Plan, Mount("/a") with { SubPath = "x/ÿ/z" })[0];
        Assert.Equal(Path.Combine(volume, "x/ÿ/z"), mount.Source);
        Assert.Equal((UnixFileMode)0x1FF, File.GetUnixFileMode(mount.Source));
        Assert.Equal((UnixFileMode)0x1FF, File.GetUnixFileMode(Path.Combine(volume, "x")));
    }

    [LinuxFact]
    public async Task GetMounts_SubPathExpr_IsExpanded()
    {
        using var bench = new VolumeBench();
        var volume = await bench.ApplyAsync(Plan);
        Assert.Equal(Path.Combine(volume, "a-value"), bench.Mounts(Plan, Mount("/a") with { SubPathExpr = "a-$(NAME)" })[0].Source);
        Assert.Equal(Path.Combine(volume, "$(NONE)"), bench.Mounts(Plan, Mount("/a") with { SubPathExpr = "$$(NONE)" })[0].Source);
        Assert.Contains("missing value for \"NONE\"", Invalid(() => bench.Mounts(Plan, Mount("/a") with { SubPathExpr = "$(NONE)" })), StringComparison.Ordinal);
        Invalid(() => bench.Mounts(Plan, Mount("/a") with { SubPathExpr = "$(UP)" }));
    }

    [LinuxTheory]
    [InlineData("../x")]
    [InlineData("/etc")]
    [InlineData("a/../../x")]
    [InlineData("a\0b")]
    [InlineData("absolute")]
    [InlineData("absolute/passwd")]
    [InlineData("relative")]
    [InlineData("relative/new")]
    [InlineData("chain/passwd")]
    [InlineData("loop")]
    [InlineData("magic")]
    [InlineData("file/x")]
    [InlineData("dangling")]
    [InlineData("dangling/x")]
    public async Task GetMounts_HostileSubPath_IsInvalid(string subPath)
    {
        using var bench = new VolumeBench();
        var volume = await bench.ApplyAsync(Plan);
        foreach (var (link, target) in new[]
        {
            ("absolute", "/etc"), ("relative", "../../.."), ("chain", "absolute"), ("loop", "loop"), ("magic", "/proc/self/root"), ("dangling", "nowhere"),
        })
        {
            File.CreateSymbolicLink(Path.Combine(volume, link), target);
        }

        File.WriteAllText(Path.Combine(volume, "file"), "");
        Invalid(() => bench.Mounts(Plan, Mount("/a") with { SubPath = subPath }));
        Assert.False(File.Exists(Path.Combine(volume, "nowhere")));
    }

    [LinuxFact]
    public async Task GetMounts_LinkInsideTheVolume_IsFollowed()
    {
        using var bench = new VolumeBench();
        var volume = await bench.ApplyAsync(Plan);
        Directory.CreateDirectory(Path.Combine(volume, "real/x"));
        File.CreateSymbolicLink(Path.Combine(volume, "link"), "real");
        Assert.Equal(Path.Combine(volume, "real/x"), bench.Mounts(Plan, Mount("/a") with { SubPath = "link/x" })[0].Source);
        Assert.Equal(Path.Combine(volume, "real/new"), bench.Mounts(Plan, Mount("/a") with { SubPath = "link/new" })[0].Source);
    }

    [LinuxFact]
    public async Task GetMounts_WorkloadSwapsDirectoryAndLink_NeverLeavesTheVolume()
    {
        using var bench = new VolumeBench();
        var volume = await bench.ApplyAsync(Plan);
        var outside = bench.Outside;
        var place = Path.Combine(volume, "swapped");
        var aside = Path.Combine(volume, "aside");
        Directory.CreateDirectory(place);
        using var stop = new CancellationTokenSource();
        var attacker = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    Directory.Move(place, aside);
                    File.CreateSymbolicLink(place, outside);
                    File.Delete(place);
                    Directory.Move(aside, place);
                }
                catch (IOException)
                {
                    // A directory was made in the moment when there was none.
                    while (!Restored())
                    {
                    }
                }
            }
        });
        var (inside, refused) = (0, 0);
        for (var watch = Stopwatch.StartNew(); inside + refused < 3000 || inside == 0 || refused == 0;)
        {
            Assert.True(watch.Elapsed < Eventually.Deadline, $"{inside} were inside and {refused} refused");
            Assert.False(attacker.IsFaulted, $"{attacker.Exception}");
            try
            {
                var source = bench.Mounts(Plan, Mount("/a") with { SubPath = "swapped/made" })[0].Source;
                Assert.StartsWith(volume + "/", source, StringComparison.Ordinal);
                inside++;
            }
            catch (ProviderException exception) when (exception.Reason is ErrorReason.Invalid or ErrorReason.Transient)
            {
                refused++;
            }

            Assert.Empty(Directory.EnumerateFileSystemEntries(outside));
        }

        await stop.CancelAsync();
        await attacker;

        bool Restored()
        {
            try
            {
                Directory.CreateDirectory(aside);
                Directory.Delete(place, recursive: true);
                Directory.Move(aside, place);
                return true;
            }
            catch (IOException)
            {
                return Directory.Exists(place) && !Directory.Exists(aside);
            }
        }
    }

    private static VolumeMount Mount(string path) => new() { Name = "v", MountPath = path };

    private static string Invalid(Action action)
    {
        var error = Assert.Throws<ProviderException>(action);
        Assert.Equal(ErrorReason.Invalid, error.Reason);
        return error.Message;
    }
}
