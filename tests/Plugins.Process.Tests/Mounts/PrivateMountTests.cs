using Reeve.Containers;
using Reeve.Testing;

namespace Reeve.Plugins.Process.Tests.Mounts;

public sealed class PrivateMountTests
{
    [RequiresFact(Component.Root)]
    public async Task Mount_MissingPlaces_AreThereForTheContainerAndNeverOnDisk()
    {
        await using var harness = await DriverHarness.StartAsync();
        var volume = Volume(harness, "content");
        var nested = $"/etc/reeve-test-{Guid.NewGuid():N}";
        var top = $"/reeve-test-{Guid.NewGuid():N}";
        var (rootBefore, etcBefore) = (Entries("/"), Entries("/etc"));
        var launch = TestLaunch.Shell(
            $"cat {top}/file {nested}/deep/er/file; echo more > {top}/written; ls / | wc -l; ls /etc | wc -l; readlink /proc/self/cwd; head -c 4 /dev/zero | wc -c; ls -l /etc/passwd | cut -c1-10") with
        {
            Mounts = [Mount(volume, top), Mount(volume, nested + "/deep/er")],
        };

        var ended = await harness.RunAsync(launch);

        Assert.Equal("", harness.Error(launch));
        Assert.Equal(0, ended.ExitCode);
        Assert.Equal(
            $"content\ncontent\n{VisibleEntries("/") + 1}\n{VisibleEntries("/etc") + 1}\n/\n4\n-rw-r--r--\n",
            harness.Output(launch));
        Assert.Equal("more\n", await File.ReadAllTextAsync(Path.Combine(volume, "written")));
        Assert.Equal(rootBefore, Entries("/"));
        Assert.Equal(etcBefore, Entries("/etc"));
    }

    [RequiresFact(Component.Root)]
    public async Task Mount_OverAnExistingDirectory_HidesItForTheContainerOnly()
    {
        await using var harness = await DriverHarness.StartAsync();
        var volume = Volume(harness, "content");
        var place = Directory.CreateDirectory(Path.Combine(harness.Root, "place")).FullName;
        await File.WriteAllTextAsync(Path.Combine(place, "below"), "");
        var launch = TestLaunch.Shell($"ls {place}; touch {place}/new") with { Mounts = [Mount(volume, place)] };

        await harness.RunAsync(launch);

        Assert.Equal("file\n", harness.Output(launch));
        Assert.Equal(["below"], Directory.GetFiles(place).Select(Path.GetFileName));
    }

    [RequiresFact(Component.Root)]
    public async Task Mount_SingleFile_ReplacesThatFileOnly()
    {
        await using var harness = await DriverHarness.StartAsync();
        var volume = Volume(harness, "other hosts");
        var launch = TestLaunch.Shell("cat /etc/hosts; wc -l < /etc/passwd") with
        {
            Mounts = [Mount(Path.Combine(volume, "file"), "/etc/hosts") with { IsDirectory = false }],
        };

        await harness.RunAsync(launch);

        Assert.Equal($"other hosts\n{File.ReadLines("/etc/passwd").Count()}\n", harness.Output(launch));
        Assert.NotEqual("other hosts\n", await File.ReadAllTextAsync("/etc/hosts"));
    }

    [RequiresFact(Component.Root)]
    public async Task Mount_ReadOnly_CannotBeWritten()
    {
        await using var harness = await DriverHarness.StartAsync();
        var volume = Volume(harness, "content");
        var launch = TestLaunch.Shell("cat /reeve-ro/file; touch /reeve-ro/new || echo refused; touch /reeve-rw/new && echo written") with
        {
            Mounts = [Mount(volume, "/reeve-ro") with { ReadOnly = true }, Mount(volume, "/reeve-rw")],
        };

        await harness.RunAsync(launch);

        Assert.Equal("content\nrefused\nwritten\n", harness.Output(launch));
    }

    [RequiresFact(Component.Root)]
    public async Task Mount_ReadOnlyRoot_LeavesVolumesAndDevicesWritable()
    {
        await using var harness = await DriverHarness.StartAsync();
        var volume = Volume(harness, "content");
        var script = $"for f in /new /etc/new /tmp/new {harness.Root}/new; do touch $f 2>/dev/null && echo wrote $f; done; "
            + "touch /reeve-volume/new && echo volume; echo x > /dev/null && echo device; echo 500 > /proc/self/oom_score_adj && echo proc";
        var launch = TestLaunch.Shell(script) with
        {
            Mounts = [Mount(volume, "/reeve-volume")], SecurityContext = new() { ReadOnlyRootFilesystem = true },
        };

        await harness.RunAsync(launch);

        Assert.Equal("volume\ndevice\nproc\n", harness.Output(launch));
        Assert.False(File.Exists(Path.Combine(harness.Root, "new")));
    }

    [RequiresFact(Component.Root)]
    public async Task Mount_VolumeOverTheStateOfOthers_TheLaterOnesAreStillFound()
    {
        await using var harness = await DriverHarness.StartAsync();
        var first = Volume(harness, "first", "a");
        var second = Volume(harness, "second", "b");
        var launch = TestLaunch.Shell($"cat {harness.Root}/file /reeve-second/file") with
        {
            // The first hides the directory that holds the sources of both.
            Mounts = [Mount(first, harness.Root), Mount(second, "/reeve-second")],
        };

        await harness.RunAsync(launch);

        Assert.Equal("first\nsecond\n", harness.Output(launch));
    }

    [RequiresFact(Component.Root)]
    public async Task Mount_SourceWasReplacedByALink_CannotRun()
    {
        await using var harness = await DriverHarness.StartAsync();
        var link = Path.Combine(harness.Root, "link");
        Directory.CreateSymbolicLink(link, "/etc");
        var launch = TestLaunch.Shell("cat /reeve-link/passwd") with { Mounts = [Mount(link, "/reeve-link")] };

        var observation = await harness.StartAsync(launch);

        Assert.Equal((128, "ContainerCannotRun"), (observation.ExitCode, observation.Reason));
        Assert.Contains("volume \"v\" at /reeve-link", observation.Message, StringComparison.Ordinal);
    }

    [RequiresFact(Component.Root)]
    public async Task Mount_WorkloadPutsALinkIntoAVolume_NothingIsMadeOrMountedBehindIt()
    {
        await using var harness = await DriverHarness.StartAsync();
        var outer = Volume(harness, "outer", "outer");
        var inner = Volume(harness, "inner", "inner");
        var outside = Directory.CreateDirectory(Path.Combine(harness.Root, "outside")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(outer, "sub"), outside);
        var launch = TestLaunch.Shell("true") with
        {
            Mounts = [Mount(outer, "/reeve-outer"), Mount(inner, "/reeve-outer/sub/deep")],
        };

        var observation = await harness.StartAsync(launch);

        Assert.Equal("ContainerCannotRun", observation.Reason);
        Assert.Empty(Directory.GetFileSystemEntries(outside));
    }

    [RequiresFact(Component.Root)]
    public async Task Mount_BelowDev_LeavesDevicesTerminalsAndSharedMemory()
    {
        await using var harness = await DriverHarness.StartAsync();
        var message = Path.Combine(Volume(harness, ""), "file");
        var shared = Entries("/dev/shm");
        var place = $"/dev/reeve-{Guid.NewGuid():N}"; // as /dev/termination-log, which another agent may use
        var script = $"echo message > {place}; echo x > /dev/null && head -c 3 /dev/zero | wc -c; head -c 3 /dev/urandom | wc -c; "
            + $"stat -f -c %T /dev/pts /dev/shm; mkdir /dev/own && echo own; ls /dev | grep -vx -e own -e {Path.GetFileName(place)} | tr '\\n' ' '";
        var launch = TestLaunch.Shell(script) with { Mounts = [Mount(message, place) with { Volume = "", IsDirectory = false }] };

        await harness.RunAsync(launch);

        Assert.Equal("", harness.Error(launch));
        Assert.Equal($"3\n3\n{FileSystemOf("/dev/pts")}\n{FileSystemOf("/dev/shm")}\nown\n{string.Join(' ', VisibleNames("/dev"))} ", harness.Output(launch));
        Assert.Equal("message\n", await File.ReadAllTextAsync(message));
        Assert.False(File.Exists(place));
        Assert.False(Directory.Exists("/dev/own"));
        Assert.Equal(shared, Entries("/dev/shm"));
    }

    [RequiresFact(Component.Root)]
    public async Task Mount_InTheContainer_IsNotSeenOutside()
    {
        await using var harness = await DriverHarness.StartAsync();
        var volume = Volume(harness, "content");
        var before = await File.ReadAllLinesAsync("/proc/self/mounts");
        var launch = TestLaunch.Shell("echo ready; exec sleep 1000") with { Mounts = [Mount(volume, "/reeve-a"), Mount(volume, "/etc/reeve-b/c")] };

        await harness.StartAsync(launch);
        await harness.WrittenAsync(launch, "ready");

        Assert.Equal(before, await File.ReadAllLinesAsync("/proc/self/mounts"));
    }

    private static string Volume(DriverHarness harness, string content, string name = "volume")
    {
        var directory = Directory.CreateDirectory(Path.Combine(harness.Root, "volumes", name)).FullName;
        File.WriteAllText(Path.Combine(directory, "file"), content + "\n");
        return directory;
    }

    private static ContainerMount Mount(string source, string target) => new() { Volume = "v", Source = source, Target = target };

    private static List<string> Entries(string directory) => Directory.GetFileSystemEntries(directory).Order(StringComparer.Ordinal).ToList();

    private static string FileSystemOf(string path)
    {
        using var stat = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("stat", ["-f", "-c", "%T", path]) { RedirectStandardOutput = true })!;
        return stat.StandardOutput.ReadToEnd().Trim();
    }

    private static List<string> VisibleNames(string directory) =>
        Entries(directory).Select(path => Path.GetFileName(path)).Where(name => !name.StartsWith('.')).ToList();

    private static int VisibleEntries(string directory) => Entries(directory).Count(path => !Path.GetFileName(path).StartsWith('.'));
}
