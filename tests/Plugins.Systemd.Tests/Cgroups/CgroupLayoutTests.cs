using Reeve.Plugins.Systemd.Cgroups;
using Reeve.Testing;

namespace Reeve.Plugins.Systemd.Tests.Cgroups;

public sealed class CgroupLayoutTests
{
    [Fact]
    public void Measures_UnifiedLayout_ReadsOneTree()
    {
        using var root = new TempDirectory();
        Write(root, "cgroup.controllers", "cpu memory pids\n");
        Write(root, "a.slice/cpu.stat", "usage_usec 1500000\nuser_usec 1\n");
        Write(root, "a.slice/memory.current", "1000\n");
        Write(root, "a.slice/memory.stat", "anon 600\ninactive_file 300\n");
        Write(root, "a.slice/pids.current", "3\n");
        Write(root, "a.slice/cgroup.procs", "12\n13\n");
        Write(root, "a.slice/sub/cgroup.procs", "14\n");

        var layout = new CgroupLayout(root.Path);

        Assert.True(layout.IsUnified);
        Assert.Equal(TimeSpan.FromSeconds(1.5), layout.CpuTime("/a.slice"));
        Assert.Equal((700L, 600L), layout.Memory("/a.slice"));
        Assert.Equal(3, layout.Tasks("/a.slice"));
        Assert.Equal([12, 13, 14], layout.Processes("/a.slice").Order());
        Assert.Null(layout.OomCount("/a.slice"));
    }

    [Fact]
    public void Measures_HybridLayout_ReadsTheTreeOfEachController()
    {
        using var root = new TempDirectory();
        Write(root, "unified/a.slice/cpu.stat", "usage_usec 2000000\n");
        Write(root, "memory/a.slice/memory.usage_in_bytes", "1000\n");
        Write(root, "memory/a.slice/memory.stat", "total_rss 500\ntotal_inactive_file 100\n");
        Write(root, "pids/a.slice/pids.current", "4\n");
        Write(root, "systemd/a.slice/cgroup.procs", "15\n");

        var layout = new CgroupLayout(root.Path);

        Assert.False(layout.IsUnified);
        Assert.Equal(TimeSpan.FromSeconds(2), layout.CpuTime("/a.slice"));
        Assert.Equal((900L, 500L), layout.Memory("/a.slice"));
        Assert.Equal(4, layout.Tasks("/a.slice"));
        Assert.Equal([15], layout.Processes("/a.slice"));
        Assert.Equal(4, layout.DirectoriesOf("/a.slice").Count);
    }

    [Fact]
    public void Measures_GroupThatIsGone_AreAbsent()
    {
        using var root = new TempDirectory();

        var layout = new CgroupLayout(root.Path);

        Assert.Null(layout.CpuTime("/gone"));
        Assert.Equal((null, null), layout.Memory("/gone"));
        Assert.Empty(layout.Processes("/gone"));
    }

    private static void Write(TempDirectory root, string file, string text)
    {
        var path = Path.Combine(root.Path, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
