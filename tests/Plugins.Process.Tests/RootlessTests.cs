using Reeve.Containers;
using Reeve.Testing;

namespace Reeve.Plugins.Process.Tests;

/// <summary>The driver in an agent of a user without privilege.</summary>
public sealed class RootlessTests : IDisposable
{
    private readonly string _root = NewRoot();

    private const uint Nobody = 65534;
    private static readonly string[] AsNobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];

    [RequiresFact(Component.Root)]
    public async Task Agent_UserNamespacesAllowed_VolumesAppearAtTheirPlaces()
    {
        var volume = Path.Combine(_root, "volume");
        var script = "id -u; cat /reeve-volume/file; echo more > /reeve-volume/new; touch /reeve-ro/x 2>/dev/null || echo refused; grep CapEff /proc/self/status; ls /etc/reeve-nested";
        var launch = TestLaunch.Shell(script) with
        {
            Mounts = [Mount(volume, "/reeve-volume"), Mount(volume, "/reeve-ro") with { ReadOnly = true }, Mount(volume, "/etc/reeve-nested")],
        };

        using var agent = AgentProcess.Start(_root, "{}", [launch], AsNobody);
        Assert.Equal("True", await agent.LineAsync("private-mounts"));
        Assert.StartsWith("main 0 ", await agent.LineAsync("ended"), StringComparison.Ordinal);

        Assert.Equal("65534\ncontent\nrefused\nCapEff:\t0000000000000000\nfile\nnew\n", await OutputAsync());
        Assert.True(File.Exists(Path.Combine(volume, "new")));
        Assert.False(Directory.Exists("/reeve-volume"));
        Assert.False(Directory.Exists("/etc/reeve-nested"));
    }

    [RequiresFact(Component.Root)]
    public async Task Agent_MountBelowDev_LeavesDevices()
    {
        var message = Path.Combine(_root, "volume", "file");
        var place = $"/dev/reeve-{Guid.NewGuid():N}";
        var launch = TestLaunch.Shell($"echo message > {place}; echo x > /dev/null && head -c 3 /dev/zero | wc -c; head -c 3 /dev/urandom | wc -c") with
        {
            Mounts = [Mount(message, place) with { Volume = "", IsDirectory = false }],
        };

        using var agent = AgentProcess.Start(_root, "{}", [launch], AsNobody);
        Assert.StartsWith("main 0 ", await agent.LineAsync("ended"), StringComparison.Ordinal);

        Assert.Equal("3\n3\n", await OutputAsync());
        Assert.Equal("message\n", await File.ReadAllTextAsync(message));
    }

    [RequiresFact(Component.Root)]
    public async Task Agent_ReadOnlyRoot_WorksInAUserNamespaceToo()
    {
        var launch = TestLaunch.Shell($"touch {_root}/new 2>/dev/null || echo refused; touch /reeve-volume/new && echo written") with
        {
            Mounts = [Mount(Path.Combine(_root, "volume"), "/reeve-volume")], SecurityContext = new() { ReadOnlyRootFilesystem = true },
        };

        using var agent = AgentProcess.Start(_root, "{}", [launch], AsNobody);
        Assert.StartsWith("main 0 ", await agent.LineAsync("ended"), StringComparison.Ordinal);

        Assert.Equal("refused\nwritten\n", await OutputAsync());
    }

    [RequiresFact(Component.Root)]
    public async Task Agent_MountNamespacesNever_VolumesAreWhereTheyAreOnDisk()
    {
        var volume = Path.Combine(_root, "volume");
        var launch = TestLaunch.Shell("cat $REEVE_MOUNT_V/file; ls -d /reeve-volume 2>/dev/null || echo nothing there") with
        {
            Mounts = [Mount(volume, "/reeve-volume")],
            Environment = new() { ["PATH"] = "/usr/bin:/bin", ["REEVE_MOUNT_V"] = volume },
        };

        using var agent = AgentProcess.Start(_root, """{"mountNamespaces":"never"}""", [launch], AsNobody);
        Assert.Equal("False", await agent.LineAsync("private-mounts"));
        Assert.StartsWith("main 0 ", await agent.LineAsync("ended"), StringComparison.Ordinal);

        Assert.Equal("content\nnothing there\n", await OutputAsync());
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static string NewRoot()
    {
        var root = DriverHarness.NewDirectory();
        var volume = Directory.CreateDirectory(Path.Combine(root, "volume")).FullName;
        File.WriteAllText(Path.Combine(volume, "file"), "content\n");
        if (Components.Missing(Component.Root) is not null)
        {
            return root; // every test here is skipped
        }

        using var chown = System.Diagnostics.Process.Start("chown", ["-R", $"{Nobody}:{Nobody}", root]);
        chown.WaitForExit();
        Assert.Equal(0, chown.ExitCode);
        return root;
    }

    private static ContainerMount Mount(string source, string target) => new() { Volume = "v", Source = source, Target = target };

    private Task<string> OutputAsync() => File.ReadAllTextAsync(Path.Combine(_root, "spool", "pod-1-main-0.out"));
}
