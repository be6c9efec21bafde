using Reeve.Containers;
using Reeve.Kubernetes;

namespace Reeve.Plugins.Systemd.Tests.Scenarios;

/// <summary>Volumes, inside the container and on the machine.</summary>
internal static class MountScenarios
{
    public static async Task Volumes_AtMissingPlaces_AppearInsideAlone()
    {
        await using var harness = await Harness.StartAsync();
        var source = Volume(harness, "data");
        var before = Entries();
        string[] targets = ["/reeve-data/in", "/etc/reeve-test/conf", "/var/run/secrets/kubernetes.io/serviceaccount", "/srv"];
        var script = string.Join("; ", targets.Select(target => $"cat {target}/given")) + "; test -e /etc/passwd && test -e /proc/self/status && test -c /dev/null && echo whole";

        var (end, output) = await harness.RunAsync(harness.Shell(script, mounts: [.. targets.Select(target => Mount(source, target))]));

        Assert.Equal("content\ncontent\ncontent\ncontent\nwhole\n", output);
        Assert.Equal(0, end.ExitCode);
        Assert.Equal(before, Entries());
        await harness.Driver.RemoveContainerAsync(end.Id, CancellationToken.None);
        Assert.Equal(before, Entries());
        Assert.True(File.Exists(Path.Combine(source, "given")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(harness.Root, "state", "stand-ins")));
    }

    public static async Task ServiceDirectories_OfAPod_AreSharedKeptAndGoWithIt()
    {
        const string Each = "for d in $STATE_DIRECTORY $CACHE_DIRECTORY $LOGS_DIRECTORY $RUNTIME_DIRECTORY";
        await using var harness = await Harness.StartAsync("""{"serviceDirectories":true}""");
        var context = new SecurityContext { RunAsUser = 12345, ReadOnlyRootFilesystem = true };
        var first = harness.As("first", harness.Shell($"{Each}; do echo $d; echo kept >$d/file || exit 1; done; touch /run/x 2>/dev/null || echo read-only", context));
        var (end, output) = await harness.RunAsync(first);
        Assert.Equal((0, "/run/pod/state\n/run/pod/cache\n/run/pod/logs\n/run/pod/runtime\nread-only\n"), (end.ExitCode, output));

        // The next container, or the next attempt, of the next agent.
        await harness.RestartAsync(forget: false);
        var (_, again) = await harness.RunAsync(harness.As("second", harness.Shell($"{Each}; do cat $d/file; done; stat -f -c %T $RUNTIME_DIRECTORY; ls /run/pod | wc -l")));
        Assert.Equal("kept\nkept\nkept\nkept\ntmpfs\n4\n", again);

        await harness.Driver.RemoveSandboxAsync(harness.Pod, CancellationToken.None);
        Assert.Empty(Directory.EnumerateFiles(harness.Root, "file", SearchOption.AllDirectories));
        Assert.False(Directory.Exists("/run/pod"));
        var own = harness.As("own", harness.Shell("echo $STATE_DIRECTORY; cat /run/pod/state/file 2>/dev/null || echo none"));
        own = own with { Environment = [.. own.Environment, KeyValuePair.Create("STATE_DIRECTORY", "/mine")] };
        Assert.Equal("/mine\nnone\n", (await harness.RunAsync(own)).Output);
    }

    public static async Task PodDirectories_AsTheyAre_AreOfThePodAlone()
    {
        await using var harness = await Harness.StartAsync();
        var (_, first) = await harness.RunAsync(harness.As("first", harness.Shell("for d in /tmp /var/tmp /run /var/run; do echo $d >$d/file; done; echo \"[$STATE_DIRECTORY]\"")));
        Assert.Equal("[]\n", first);

        var (_, next) = await harness.RunAsync(harness.As("second", harness.Shell("cat /tmp/file /var/tmp/file /run/file /var/run/file")));

        Assert.Equal("/tmp\n/var/tmp\n/var/run\n/var/run\n", next); // the last two are one
        Assert.DoesNotContain((string[])["/tmp/file", "/var/tmp/file", "/run/file"], File.Exists);
    }

    public static async Task ReadOnlyRoot_Asked_KeepsVolumesWritable()
    {
        await using var harness = await Harness.StartAsync();
        var source = Volume(harness, "data");
        var script = "try() { { echo x >\"$1\"; } 2>/dev/null && echo yes || echo no; }; try /usr/reeve; try /etc/reeve; try /reeve-data/in/new; try /reeve; try /dev/null";

        var (_, output) = await harness.RunAsync(harness.Shell(script, new SecurityContext { ReadOnlyRootFilesystem = true }, null, Mount(source, "/reeve-data/in")));

        Assert.Equal("no\nno\nyes\nno\nyes\n", output);
        Assert.True(File.Exists(Path.Combine(source, "new")));
    }

    private static ContainerMount Mount(string source, string target) => new() { Volume = "data", Source = source, Target = target };

    private static string Volume(Harness harness, string name)
    {
        var source = Directory.CreateDirectory(Path.Combine(harness.Root, name)).FullName;
        File.WriteAllText(Path.Combine(source, "given"), "content\n");
        return source;
    }

    private static string Entries() => string.Join('\n', new[] { "/", "/etc", "/srv", "/run" }
        .SelectMany(directory => Directory.EnumerateFileSystemEntries(directory)).Order(StringComparer.Ordinal));
}
