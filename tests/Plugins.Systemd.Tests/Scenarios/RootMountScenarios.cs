using System.Diagnostics;
using System.Formats.Tar;
using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Runtime.Images;
using Reeve.Runtime.Images.Oci;
using Reeve.Testing;
using static Reeve.Plugins.Systemd.Tests.Scenarios.RootLab;

namespace Reeve.Plugins.Systemd.Tests.Scenarios;

/// <summary>How the root of a container is put together, outlives the agent, and goes.</summary>
internal static class RootMountScenarios
{
    public static async Task Mounts_AfterEverything_AreGone()
    {
        var harness = await StartAsync();
        try
        {
            var launch = Launch(harness, "echo up; exec sleep 600", Layers(harness));
            await harness.StartAsync(launch);
            await Harness.WrittenAsync(launch, "up");
            Assert.Single(Overlays());

            // An agent after this one finds it, and leaves it alone; it throws away what is of nobody.
            var roots = Path.GetDirectoryName(Overlays().Single())!;
            Directory.CreateDirectory(Path.Combine(roots, "left"));
            Directory.CreateDirectory(Path.Combine(harness.Root, "state", "roots", "left", "upper"));
            await harness.RestartAsync(forget: false);
            Assert.Single(Overlays());
            Assert.False(Directory.Exists(Path.Combine(roots, "left")));
            Assert.False(Directory.Exists(Path.Combine(harness.Root, "state", "roots", "left")));
            Assert.Equal("up", await harness.ExecAsync(launch, "echo", "up"));
            await harness.Driver.StopContainerAsync(launch.Id, "SIGKILL", TimeSpan.Zero, CancellationToken.None);
            await harness.Driver.RemoveContainerAsync(launch.Id, CancellationToken.None);
            Assert.Empty(Overlays());
            Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(harness.Root, "state", "roots")));
        }
        finally
        {
            await harness.DisposeAsync();
        }
    }

    /// <summary>The next agent knows nothing but the unit.</summary>
    public static async Task StateDirectory_AnotherOne_ContainersAreFoundAndEntered()
    {
        await using var harness = await StartAsync();
        var launch = Launch(harness, "echo mine >/written; trap 'exit 6' TERM; echo up; while :; do sleep 0.02; done", Layers(harness), new SecurityContext { RunAsUser = 0 }) with { WorkingDirectory = "/var" };
        var before = await harness.StartAsync(launch);
        await Harness.WrittenAsync(launch, "up");

        await harness.RestartAsync(forget: false, state: "another");

        var after = await harness.ObserveAsync(launch, _ => true);
        Assert.Equal((before.State, before.ProcessId), (after.State, after.ProcessId));
        Assert.Equal("mine\n/var", await harness.ExecAsync(launch, "/bin/sh", "-c", "cat /written; pwd"));
        await harness.Driver.StopContainerAsync(launch.Id, null, TimeSpan.FromMinutes(5), CancellationToken.None);
        Assert.Equal(6, (await harness.EndAsync(launch)).ExitCode);
        await harness.Driver.RemoveSandboxAsync(harness.Pod, CancellationToken.None);
        Assert.Empty(Overlays());
    }

    /// <summary>What containers wrote, and the entry program, went with it: they run on, are stopped and removed, and what cannot be is said.</summary>
    public static async Task StateDirectory_Deleted_ContainersEndInGoodOrder()
    {
        await using var harness = await StartAsync();
        var launch = Launch(harness, "trap 'exit 6' TERM; echo up; while :; do read -t 0.02 line </dev/null; done", Layers(harness));
        var before = await harness.StartAsync(launch);
        await Harness.WrittenAsync(launch, "up");

        await harness.RestartAsync(forget: true);

        var after = await harness.ObserveAsync(launch, _ => true);
        Assert.Equal((before.State, before.ProcessId), (after.State, after.ProcessId));
        var refused = await Assert.ThrowsAsync<ProviderException>(() => harness.ExecAsync(launch, "/bin/sh", "-c", "true"));
        Assert.Contains("state directory", refused.Message, StringComparison.Ordinal);
        await harness.Driver.StopContainerAsync(launch.Id, null, TimeSpan.FromMinutes(5), CancellationToken.None);
        Assert.Equal(6, (await harness.EndAsync(launch)).ExitCode);
        await harness.Driver.RemoveSandboxAsync(harness.Pod, CancellationToken.None);
        Assert.Empty(Overlays());
    }

    public static async Task Written_ByAContainer_IsCountedAsItsOwn()
    {
        await using var harness = await StartAsync();
        const string script = "head -c 3000000 /dev/zero >/var/big; head -c 1000000 /dev/zero >/tmp/more; echo below >/etc/changed; echo up; exec sleep 1000";
        var launch = Launch(harness, script, Layers(harness));
        var host = harness.As("host", harness.Shell("echo up; exec sleep 1000"));
        await harness.StartAsync(launch);
        await harness.StartAsync(host);
        await Harness.WrittenAsync(launch, "up");

        var stats = await harness.Driver.GetStatsAsync(CancellationToken.None);

        Assert.InRange(stats[launch.Id].RootFileSystemUsedBytes!.Value, 4_000_000, 4_300_000);
        Assert.Null(stats[host.Id].RootFileSystemUsedBytes); // it has none; its /tmp is the pod's
    }

    public static async Task Layers_Many_AreStacked()
    {
        await using var harness = await StartAsync();
        var layers = Layers(harness).ToList();
        for (var i = 0; i < 120; i++)
        {
            var layer = Directory.CreateDirectory(Path.Combine(harness.Root, "many", $"{i}-{new string('x', 60)}")).FullName;
            File.WriteAllText(Path.Combine(layer, $"file-{i}"), "x");
            layers.Add(layer);
        }

        var (_, output) = await harness.RunAsync(Launch(harness, "ls / | grep -c file-", layers));
        Assert.Equal("120\n", output);
    }

    public static async Task Image_FromALayout_RunsAsItsMakerMeant()
    {
        await using var harness = await StartAsync();
        var layout = Path.Combine(harness.Root, "layout");
        const string config = """{"Entrypoint":["/bin/sh","-c"],"Cmd":["cat /etc/new; ls /etc/gone 2>&1; id -u; pwd; echo $FROM"],"User":"app","WorkingDir":"/work","Env":["FROM=image","PATH=/bin"],"StopSignal":"SIGQUIT"}""";
        LayoutWriter.Write(layout, "example.org/busybox:1", config, Layers(harness)[0], archive =>
        {
            archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "etc/.wh.gone"));
            archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "etc/new") { DataStream = new MemoryStream("new\n"u8.ToArray()) });
        });

        // The whole way: layout, store, layers, overlay, unit.
        var leases = new ImageLeases(Path.Combine(harness.Root, "leases"));
        using var resolver = new OciImageResolver(Path.Combine(harness.Root, "images"), new RegistryOptions(), leases, TimeProvider.System);
        await resolver.LoadAsync(layout, null, CancellationToken.None);
        var launch = harness.Shell("");
        var image = await resolver.FindAsync(new ImageRequest { Reference = "example.org/busybox:1", Container = launch.Id }, CancellationToken.None);
        launch = launch with { Image = image!, Arguments = [.. image!.Entrypoint, .. image.Arguments], Environment = image.Environment };

        var (end, output) = await harness.RunAsync(launch);

        Assert.Equal("new\nls: /etc/gone: No such file or directory\n1234\n/work\nimage\n", output);
        Assert.Equal(0, end.ExitCode);
        Assert.Equal(ErrorReason.Conflict, (await Assert.ThrowsAsync<ProviderException>(() => resolver.RemoveAsync("example.org/busybox:1", CancellationToken.None))).Reason);
    }
}
