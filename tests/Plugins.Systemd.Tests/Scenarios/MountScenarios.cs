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
