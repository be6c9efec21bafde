using System.Runtime.Versioning;
using Reeve.Runtime.Linux;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Engine.Volumes;

[SupportedOSPlatform("linux")]
public class FilesVolumeTests
{
    [LinuxFact]
    public async Task Apply_New_HasTheKubeletsLayout()
    {
        using var bench = new VolumeBench();
        var volume = await bench.ApplyAsync(VolumeBench.Files("1", ("key", "value"), ("deep/er/file", "nested"), ("ünï", "u")));
        Assert.Equal(["..data", "deep", "key", "ünï"], Names(volume).Where(name => !name.StartsWith("..2", StringComparison.Ordinal)));
        Assert.Equal("..data/key", new FileInfo(Path.Combine(volume, "key")).LinkTarget);
        Assert.Equal("..data/deep", new FileInfo(Path.Combine(volume, "deep")).LinkTarget);
        Assert.Matches(@"^\.\.2026_01_01_00_00_00\.\d{10}$", new FileInfo(Path.Combine(volume, "..data")).LinkTarget);
        Assert.Equal("nested", File.ReadAllText(Path.Combine(volume, "deep/er/file")));
        Assert.Equal("u", File.ReadAllText(Path.Combine(volume, "ünï")));
    }

    [LinuxFact]
    public async Task Apply_Modes_AreExact()
    {
        using var bench = new VolumeBench();
        var files = VolumeBench.Files("1", ("a", ""), ("b", ""));
        var volume = await bench.ApplyAsync(files with { Files = [files.Files[0] with { Mode = 0x100 }, files.Files[1] with { Mode = 0x1FF }] });
        Assert.Equal(0x100, Mode(volume, "..data/a"));
        Assert.Equal(0x1FF, Mode(volume, "..data/b"));
        Assert.Equal(0x1ED, Mode(volume, "..data/."));
    }

    [LinuxFact]
    public async Task Apply_OtherRevision_ReplacesAll()
    {
        using var bench = new VolumeBench();
        var volume = await bench.ApplyAsync(VolumeBench.Files("1", ("stays", "1"), ("goes", "1"), ("d/x", "1")));
        await bench.ApplyAsync(VolumeBench.Files("2", ("stays", "2"), ("comes", "2"), ("d/y", "2")));
        Assert.Equal(["..data", "comes", "d", "stays"], Names(volume).Where(name => !name.StartsWith("..2", StringComparison.Ordinal)));
        Assert.Equal("2", File.ReadAllText(Path.Combine(volume, "stays")));
        Assert.Equal(["y"], Names(Path.Combine(volume, "d")));
        Assert.Equal(5, Names(volume).Count());
    }

    [LinuxFact]
    public async Task Apply_Kept_LeavesWhatIsThere()
    {
        using var bench = new VolumeBench();
        var files = VolumeBench.Files("1", ("a", "1"));
        var kept = FilesVolume.Kept(files.Name, sensitive: false);
        var e = await Assert.ThrowsAsync<ProviderException>(() => bench.ApplyAsync(kept));
        Assert.Equal(ErrorReason.Transient, e.Reason);

        var volume = await bench.ApplyAsync(files);
        await bench.ApplyAsync(kept);
        Assert.Equal("1", File.ReadAllText(Path.Combine(volume, "a")));
    }

    [LinuxFact]
    public async Task Apply_KeptWithAStandIn_StandsInOnlyWhereNothingIsLeft()
    {
        using var bench = new VolumeBench();
        var files = VolumeBench.Files("1", ("a", "1"), ("token", "t"));
        var kept = VolumeBench.Files("0", ("a", "1")) with { IsKept = true, HasStandIn = true };
        var volume = await bench.ApplyAsync(kept);
        Assert.False(File.Exists(Path.Combine(volume, "token")));

        await bench.ApplyAsync(files);
        await bench.ApplyAsync(kept);
        Assert.Equal("t", File.ReadAllText(Path.Combine(volume, "token")));
    }

    [LinuxFact]
    public async Task Apply_SameRevision_TouchesNothing()
    {
        using var bench = new VolumeBench();
        var volume = await bench.ApplyAsync(VolumeBench.Files("1", ("a", "1")));
        var data = new FileInfo(Path.Combine(volume, "..data")).LinkTarget;
        await bench.ApplyAsync(VolumeBench.Files("1", ("a", "1")));
        Assert.Equal(data, new FileInfo(Path.Combine(volume, "..data")).LinkTarget);
    }

    [LinuxFact]
    public async Task Apply_LeftoversOfACrash_AreRemoved()
    {
        using var bench = new VolumeBench();
        var volume = await bench.ApplyAsync(VolumeBench.Files("1", ("a", "1")));
        Directory.CreateDirectory(Path.Combine(volume, "..2025_01_01_00_00_00.1/x"));
        File.CreateSymbolicLink(Path.Combine(volume, "..data_tmp"), "/etc");
        File.WriteAllText(Path.Combine(volume, "..file"), "");
        await bench.ApplyAsync(VolumeBench.Files("2", ("a", "2")));
        Assert.Equal(3, Names(volume).Count());
        Assert.Equal("2", File.ReadAllText(Path.Combine(volume, "a")));
    }

    [LinuxFact]
    public async Task Apply_WorkloadReplacedNamesByLinks_StaysInside()
    {
        using var bench = new VolumeBench();
        var volume = await bench.ApplyAsync(VolumeBench.Files("1", ("a", "1"), ("d/x", "1")));
        var outside = bench.Outside;
        File.WriteAllText(Path.Combine(outside, "kept"), "kept");
        foreach (var name in new[] { "a", "d", "..data" })
        {
            File.Delete(Path.Combine(volume, name));
            File.CreateSymbolicLink(Path.Combine(volume, name), outside);
        }

        await bench.ApplyAsync(VolumeBench.Files("2", ("a", "2"), ("d/x", "2")));
        Assert.Equal("2", File.ReadAllText(Path.Combine(volume, "d/x")));
        Assert.Equal(["kept"], Names(outside));
    }

    [LinuxTheory]
    [InlineData("../x")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../x")]
    [InlineData("a//b")]
    [InlineData("./a")]
    [InlineData("")]
    [InlineData("..data")]
    [InlineData("..data/x")]
    [InlineData("..2026_01_01")]
    [InlineData("a\0b")]
    public async Task Apply_HostilePath_IsInvalid(string path)
    {
        using var bench = new VolumeBench();
        await bench.FailsAsync(VolumeBench.Files("1", (path, "x")), ErrorReason.Invalid);
    }

    [LinuxFact]
    public async Task Apply_FileThatIsADirectoryToo_IsInvalid()
    {
        using var bench = new VolumeBench();
        await bench.FailsAsync(VolumeBench.Files("1", ("a", "x"), ("a/b", "x")), ErrorReason.Invalid);
        await bench.FailsAsync(VolumeBench.Files("1", ("a", "x"), ("a", "x")), ErrorReason.Invalid);
    }

    [LinuxFact]
    public async Task Apply_ConcurrentReaders_SeeOneRevisionEach()
    {
        using var bench = new VolumeBench();
        var volume = await bench.ApplyAsync(Revision(0));
        using var stop = new CancellationTokenSource();
        var reader = Task.Run(() =>
        {
            var seen = 0;
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    // Through one reading of ..data, as a program that wants a consistent view does.
                    var revision = Path.Combine(volume, new FileInfo(Path.Combine(volume, "..data")).LinkTarget!);
                    Assert.Equal(File.ReadAllText(Path.Combine(revision, "a")), File.ReadAllText(Path.Combine(revision, "b")));
                    seen += File.ReadAllText(Path.Combine(volume, "a")).Length == 20_000 ? 1 : throw new InvalidDataException("torn");
                }
                catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
                {
                    // The revision was replaced while we read it: a reader tries again.
                }
            }

            return seen;
        });
        for (var i = 1; i <= 300; i++)
        {
            await bench.Volumes.ApplyAsync(VolumeBench.Pod(Revision(i)), CancellationToken.None);
        }

        await stop.CancelAsync();
        Assert.True(await reader > 0);

        static FilesVolume Revision(int i) =>
            VolumeBench.Files($"{i}", ("a", new string((char)('a' + (i % 26)), 20_000)), ("b", new string((char)('a' + (i % 26)), 20_000)));
    }

    [LinuxFact]
    public async Task Apply_Sensitive_IsKeptInMemory()
    {
        using var bench = new VolumeBench();
        var volume = await bench.ApplyAsync(VolumeBench.Files("1", ("a", "secret")) with { Sensitive = true });
        Assert.StartsWith(bench.Memory, volume, StringComparison.Ordinal);
        await bench.RemoveAsync();
        Assert.Empty(Names(bench.Memory));
    }

    [RequiresFact(Component.Root)]
    public async Task Apply_SensitiveWhereItMayMount_IsNeverSwapped()
    {
        using var shared = new TempDirectory("/dev/shm");
        using var bench = new VolumeBench(options => options with { MountsMemory = true, MemoryDirectory = shared["one"] });
        using var other = new VolumeBench(options => options with { MountsMemory = true, MemoryDirectory = shared["two"] });
        var secret = VolumeBench.Files("1", ("a", "secret")) with { Sensitive = true };
        try
        {
            var volume = await bench.ApplyAsync(secret);
            var beside = await other.ApplyAsync(secret);

            foreach (var path in (string[])[volume, beside])
            {
                Assert.Equal("ramfs", (await Tool.RunAsync("stat", ["--file-system", "--format=%T", path])).Output.Trim());
                Assert.Equal("secret", File.ReadAllText(Path.Combine(path, "a")));
            }

            // One for all nodes of the machine, and none of it is anybody's to read.
            Assert.Single(File.ReadLines("/proc/self/mountinfo"), line => line.Contains(shared.Path, StringComparison.Ordinal));
            Assert.Equal((UnixFileMode)0x1E8, File.GetUnixFileMode(shared["reeve-secrets"]));
            Assert.True(bench.Volumes.Measure(VolumeBench.Pod(secret).Id, secret, CancellationToken.None) is { InMemory: true });
            await bench.RemoveAsync();
            Assert.False(Directory.Exists(volume));
            Assert.True(Directory.Exists(beside));
        }
        finally
        {
            await Tool.RunAsync("umount", ["--lazy", shared["reeve-secrets"]]);
        }
    }

    [LinuxFact]
    public async Task Apply_SensitiveWithoutMemory_IsRefused()
    {
        var secret = VolumeBench.Files("1", ("a", "secret")) with { Sensitive = true };
        using var none = new VolumeBench(options => options with { MemoryDirectory = null });
        Assert.Contains("tmpfs", (await none.FailsAsync(secret, ErrorReason.Unsupported)).Message, StringComparison.Ordinal);
        using var disk = new VolumeBench(options => options with { MemoryDirectory = "/proc/self/cwd" });
        await disk.FailsAsync(secret, ErrorReason.Denied);
        using var allowed = new VolumeBench(options => options with { MemoryDirectory = null, SecretsOnDisk = true });
        await allowed.ApplyAsync(secret);
    }

    [LinuxFact]
    public async Task Apply_MemoryDirectoryOnDiskOrOpenToOthers_IsRefused()
    {
        var secret = VolumeBench.Files("1", ("a", "secret")) with { Sensitive = true };
        if (!FileSystems.IsMemory(Path.GetTempPath()))
        {
            using var directory = new TempDirectory();
            using var disk = new VolumeBench(options => options with { MemoryDirectory = directory.Path });
            await disk.FailsAsync(secret, ErrorReason.Unsupported);
        }

        using var open = new VolumeBench();
        Directory.CreateDirectory(open.Memory);
        File.SetUnixFileMode(open.Memory, (UnixFileMode)0x1FF);
        await open.FailsAsync(secret, ErrorReason.Denied);
    }

    [RequiresFact(Component.Root)]
    public async Task Apply_FsGroup_OwnsFilesAndDirectories()
    {
        using var bench = new VolumeBench();
        var files = VolumeBench.Files("1", ("d/a", "x"));
        var volume = await bench.ApplyAsync(files with { Files = [files.Files[0] with { Mode = 0x180, UserId = 1234 }] }, fsGroup: 4321);
        var status = FileStatus.Of(Path.Combine(volume, "d/a"), follow: true)!.Value;
        Assert.Equal((1234u, 4321u, 0x1A0), (status.User, status.Group, status.Mode));
        var directory = FileStatus.Of(Path.Combine(volume, "d"), follow: true)!.Value;
        Assert.Equal((4321u, 0x5ED), (directory.Group, directory.Mode));
    }

    [LinuxFact]
    public async Task Apply_FsGroupOutOfRange_IsInvalid()
    {
        using var bench = new VolumeBench();
        var error = await bench.FailsAsync(VolumeBench.Files("1", ("a", "x")), ErrorReason.Invalid, fsGroup: 1L << 40);
        Assert.Equal("spec.securityContext.fsGroup", error.Field);
    }

    [RequiresFact(Component.Root)]
    public async Task Apply_FullDisk_IsExhaustedAndKeepsTheFormerRevision()
    {
        using var disk = new SmallDisk("256k");
        using var bench = new VolumeBench(options => options with { PodsDirectory = Path.Combine(disk.Path, "pods") });
        var volume = await bench.ApplyAsync(VolumeBench.Files("1", ("a", "1")));
        var before = Names(volume).ToList();
        var error = await bench.FailsAsync(VolumeBench.Files("2", ("a", "2"), ("big", new string('x', 1 << 20))), ErrorReason.Exhausted);
        Assert.Equal("There is no space left for volume \"files\": free some, or raise the quota.", error.Message);
        Assert.Equal(before, Names(volume));
        Assert.Equal("1", File.ReadAllText(Path.Combine(volume, "a")));
    }

    private static IEnumerable<string> Names(string directory) =>
        Directory.EnumerateFileSystemEntries(directory).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal);

    private static int Mode(string volume, string path) => (int)File.GetUnixFileMode(Path.Combine(volume, path));
}
