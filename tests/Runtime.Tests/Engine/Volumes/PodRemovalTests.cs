using System.Diagnostics;
using System.Runtime.Versioning;
using Reeve.Runtime.Linux;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Engine.Volumes;

[SupportedOSPlatform("linux")]
public class PodRemovalTests
{
    private static readonly EmptyDirVolume Plan = new() { Name = "v" };

    [LinuxFact]
    public async Task Remove_Links_AreNotFollowed()
    {
        using var bench = new VolumeBench();
        var volume = await bench.ApplyAsync(Plan);
        File.WriteAllText(Path.Combine(bench.Outside, "kept"), "");
        File.CreateSymbolicLink(Path.Combine(volume, "out"), bench.Outside);
        Directory.CreateDirectory(Path.Combine(volume, "d/e"));
        File.WriteAllText(Path.Combine(volume, "d/e/f"), "");
        await bench.RemoveAsync();
        Assert.False(Directory.Exists(volume));
        Assert.True(File.Exists(Path.Combine(bench.Outside, "kept")));
        await bench.RemoveAsync();
    }

    [LinuxFact]
    public async Task Remove_TreeDeeperThanAnyPath_Goes()
    {
        using var bench = new VolumeBench();
        var volume = await bench.ApplyAsync(Plan);
        Dig(volume, 3000);
        Directory.CreateDirectory(Path.Combine(volume, "..deep-0"));
        Assert.Equal(long.MaxValue, DiskUsage.Of(volume));
        await bench.RemoveAsync();
        Assert.False(Directory.Exists(volume));
    }

    [LinuxFact]
    public async Task Remove_NamesThatAreNoText_Go()
    {
        using var bench = new VolumeBench();
        var volume = await bench.ApplyAsync(Plan);
        MakeRawDirectory(volume);
        await bench.RemoveAsync();
        Assert.False(Directory.Exists(volume));
    }

    [LinuxFact]
    public async Task Remove_DirectoriesWithoutRights_Go()
    {
        using var bench = new VolumeBench();
        var volume = await bench.ApplyAsync(Plan);
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(volume, "d")).FullName, "f"), "");
        File.SetUnixFileMode(Path.Combine(volume, "d"), UnixFileMode.None);
        await bench.RemoveAsync();
        Assert.False(Directory.Exists(volume));
    }

    [RequiresFact(Component.Root)]
    public async Task Remove_MountInside_IsNotCrossed()
    {
        using var bench = new VolumeBench();
        var volume = await bench.ApplyAsync(Plan);
        var place = Directory.CreateDirectory(Path.Combine(volume, "mounted")).FullName;
        File.WriteAllText(Path.Combine(volume, "file"), "");
        File.WriteAllText(Path.Combine(bench.Outside, "kept"), "");
        Run("mount", "--bind", bench.Outside, place);
        try
        {
            var error = await Assert.ThrowsAsync<ProviderException>(bench.RemoveAsync);
            Assert.Contains("mounted", error.Message, StringComparison.Ordinal);
            Assert.True(File.Exists(Path.Combine(bench.Outside, "kept")));
            Assert.False(File.Exists(Path.Combine(volume, "file")));
        }
        finally
        {
            Run("umount", place);
        }

        await bench.RemoveAsync();
        Assert.False(Directory.Exists(volume));
    }

    [LinuxFact]
    public void GetPodDirectory_New_IsMadeForTheAgentAlone()
    {
        using var bench = new VolumeBench();
        var directory = bench.Volumes.GetPodDirectory(VolumeBench.Pod(Plan).Id);
        Assert.Equal((UnixFileMode)0x1E8, File.GetUnixFileMode(directory));
        Assert.Equal(26, Path.GetFileName(directory).Length);
    }

    [LinuxFact]
    public void GetPodDirectory_AllWasRemovedMeanwhile_IsMadeAgain()
    {
        using var bench = new VolumeBench();
        var id = VolumeBench.Pod(Plan).Id;
        var directory = bench.Volumes.GetPodDirectory(id);
        Directory.Delete(Path.GetDirectoryName(directory)!, recursive: true);

        Assert.Equal(directory, bench.Volumes.GetPodDirectory(id));
        Assert.Equal(directory, bench.Volumes.GetPodDirectory(id));
        Assert.Equal((UnixFileMode)0x1E8, File.GetUnixFileMode(directory));
    }

    [LinuxFact]
    public void GetPodDirectory_LinkInItsPlace_IsRefused()
    {
        using var bench = new VolumeBench();
        var id = VolumeBench.Pod(Plan).Id;
        var directory = bench.Volumes.GetPodDirectory(id);
        Directory.Delete(directory);
        File.CreateSymbolicLink(directory, bench.Outside);

        Assert.Throws<ProviderException>(() => bench.Volumes.GetPodDirectory(id));
        File.Delete(directory);
    }

    private static void Dig(string directory, int depth)
    {
        var current = DirectoryHandle.Open(directory);
        for (var i = 0; i < depth; i++)
        {
            using var parent = current;
            current = parent.EnsureDirectory("a-directory", 0x1ED);
        }

        current.Dispose();
    }

    private static void MakeRawDirectory(string directory) =>
        Run("sh", "-c", "cd \"$1\" && mkdir \"$(printf 'a\\377')\" && : > \"$(printf 'a\\377/\\376')\"", "sh", directory);

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
