using System.Runtime.Versioning;
using Reeve.Kubernetes;
using Reeve.Runtime.Linux;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Engine.Volumes;

[SupportedOSPlatform("linux")]
public class EmptyDirTests
{
    private static readonly EmptyDirVolume Plan = new() { Name = "scratch" };

    [LinuxFact]
    public async Task Apply_Again_KeepsWhatIsInIt()
    {
        using var bench = new VolumeBench();
        var volume = await bench.ApplyAsync(Plan);
        Assert.Equal((UnixFileMode)0x1FF, File.GetUnixFileMode(volume));
        File.WriteAllText(Path.Combine(volume, "x"), "x");
        Assert.Equal(volume, await bench.ApplyAsync(Plan));
        Assert.True(File.Exists(Path.Combine(volume, "x")));
    }

    [LinuxFact]
    public async Task Apply_Memory_IsOnTmpfs()
    {
        using var bench = new VolumeBench();
        Assert.True(FileSystems.IsMemory(await bench.ApplyAsync(Plan with { Memory = true })));
    }

    [RequiresFact(Component.Root)]
    public async Task Apply_MemoryWithALimit_IsAFileSystemThatFills()
    {
        using var bench = new VolumeBench(options => options with { MountsMemory = true });
        var plan = Plan with { Memory = true, SizeLimit = Quantity.Parse("64Ki") };
        var volume = await bench.ApplyAsync(plan, fsGroup: 77);
        var status = FileStatus.Of(volume)!.Value;
        Assert.Equal((77u, 0x5FF), (status.Group, status.Mode));

        var full = Assert.Throws<IOException>(() => File.WriteAllBytes(Path.Combine(volume, "x"), new byte[128 * 1024]));
        Assert.Contains("space", full.Message, StringComparison.Ordinal);
        // Full is not over: nobody is evicted for it.
        Assert.Null(await bench.Volumes.FindOverLimitAsync(VolumeBench.Pod(plan), CancellationToken.None));

        // Another agent finds it as it is.
        Assert.Equal(volume, await bench.ApplyAsync(plan, fsGroup: 77));
        Assert.True(File.Exists(Path.Combine(volume, "x")));
        Assert.True(bench.Volumes.Measure(VolumeBench.Pod(plan).Id, plan, CancellationToken.None) is { InMemory: true, CapacityBytes: 64 * 1024 });
        await bench.RemoveAsync();
        Assert.DoesNotContain(File.ReadLines("/proc/self/mountinfo"), line => line.Contains(bench.Memory, StringComparison.Ordinal));
        Assert.False(Directory.Exists(volume));
    }

    [RequiresFact(Component.Root)]
    public async Task Apply_FsGroup_IsWritableByTheGroup()
    {
        using var bench = new VolumeBench();
        var status = FileStatus.Of(await bench.ApplyAsync(Plan, fsGroup: 77))!.Value;
        Assert.Equal((77u, 0x5FF), (status.Group, status.Mode));
    }

    [LinuxTheory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a.b")]
    public async Task Apply_NameThatIsNoLabel_IsInvalid(string name)
    {
        using var bench = new VolumeBench();
        await bench.FailsAsync(Plan with { Name = name }, ErrorReason.Invalid);
    }

    [LinuxFact]
    public async Task FindOverLimit_MoreThanTheLimit_NamesTheVolume()
    {
        using var bench = new VolumeBench();
        var plan = Plan with { SizeLimit = Quantity.Parse("64Ki") };
        var volume = await bench.ApplyAsync(plan);
        File.WriteAllBytes(Path.Combine(Directory.CreateDirectory(Path.Combine(volume, "d")).FullName, "x"), new byte[32 * 1024]);
        File.CreateSymbolicLink(Path.Combine(volume, "loop"), ".");
        File.CreateSymbolicLink(Path.Combine(volume, "out"), "/usr");
        Assert.Null(await bench.Volumes.FindOverLimitAsync(VolumeBench.Pod(plan), CancellationToken.None));
        File.WriteAllBytes(Path.Combine(volume, "y"), new byte[64 * 1024]);
        Assert.Equal("scratch", await bench.Volumes.FindOverLimitAsync(VolumeBench.Pod(plan), CancellationToken.None));
    }
}
