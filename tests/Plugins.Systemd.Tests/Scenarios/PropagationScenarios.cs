using System.Diagnostics;
using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Tests.Scenarios;

/// <summary>Mounts that are made while a container runs, by what the other side sees of them.</summary>
internal static class PropagationScenarios
{
    public static async Task Machine_MountsLater_IsSeenByWhoAskedAlone()
    {
        await using var harness = await Harness.StartAsync();
        var (source, given) = Volume(harness);
        var launch = Volumes(harness.Shell("echo up; exec sleep 1000", mounts:
        [
            Mount(source, "/reeve-data/none", MountPropagations.None),
            Mount(source, "/reeve-data/in", MountPropagations.HostToContainer),
        ]), source);
        await harness.StartAsync(launch);
        await Harness.WrittenAsync(launch, "up");

        Run("mount", "-t", "tmpfs", "reeve-test", given);
        try
        {
            File.WriteAllText(Path.Combine(given, "later"), "later\n");
            Assert.Equal("later", await harness.ExecAsync(launch, "cat", "/reeve-data/in/given/later"));
            Assert.Equal("absent", await harness.ExecAsync(launch, "sh", "-c", "test -e /reeve-data/none/given/later || echo absent"));
        }
        finally
        {
            Run("umount", given);
        }

        Assert.Equal("gone", await harness.ExecAsync(launch, "sh", "-c", "test -e /reeve-data/in/given/later || echo gone"));
    }

    public static async Task Container_MountsBidirectionally_IsSeenByTheMachineAndStays()
    {
        await using var harness = await Harness.StartAsync();
        var (source, given) = Volume(harness);
        var privileged = new SecurityContext { Privileged = true };
        const string script = "mount -t tmpfs reeve-test /reeve-data/in/given && echo inside >/reeve-data/in/given/file && mount -t tmpfs reeve-test /reeve-data/private/given && echo mounted; pwd; exec sleep 1000";
        var launch = Volumes(
            harness.Shell(script, privileged, null, Mount(source, "/reeve-data/in", MountPropagations.Bidirectional), Mount(source, "/reeve-data/private", MountPropagations.None)),
            source) with { WorkingDirectory = "/var/tmp" };
        try
        {
            await harness.StartAsync(launch);
            await Harness.WrittenAsync(launch, "mounted\n/var/tmp\n");
            Assert.Equal("inside\n", await File.ReadAllTextAsync(Path.Combine(given, "file")));

            // And the other way round.
            var later = Directory.CreateDirectory(Path.Combine(source, "later")).FullName;
            Run("mount", "-t", "tmpfs", "reeve-test", later);
            File.WriteAllText(Path.Combine(later, "file"), "machine");
            Assert.Equal("machine", await harness.ExecAsync(launch, "cat", "/reeve-data/in/later/file"));
            Run("umount", later);

            await harness.Driver.StopContainerAsync(launch.Id, "SIGKILL", TimeSpan.Zero, CancellationToken.None);
            await harness.EndAsync(launch);
            Assert.Equal(1, File.ReadLines("/proc/self/mountinfo").Count(line => line.Contains($" {given} ", StringComparison.Ordinal)));
        }
        finally
        {
            Run("umount", given);
        }
    }

    public static async Task Mount_ThatTheMachineDoesNotShare_IsSaid()
    {
        await using var harness = await Harness.StartAsync();
        var (source, _) = Volume(harness);
        Run("mount", "--bind", source, source);
        Run("mount", "--make-private", source);
        try
        {
            var launch = Volumes(harness.Shell("echo up", mounts: [Mount(source, "/reeve-data", MountPropagations.HostToContainer)]), source);

            var end = await harness.StartAsync(launch);

            Assert.Equal(("ContainerCannotRun", $"path \"{source}\" is mounted on \"{source}\" but it is not a shared or slave mount"), (end.Reason, end.Message));
        }
        finally
        {
            Run("umount", source);
        }
    }

    // A volume of the machine, which is what mounts are made in.
    private static ContainerLaunch Volumes(ContainerLaunch launch, string source) =>
        launch with { Sandbox = launch.Sandbox with { Pod = launch.Sandbox.Pod with { Volumes = [new HostPathVolume { Name = "data", Path = source }] } } };

    private static ContainerMount Mount(string source, string target, string propagation) => new() { Volume = "data", Source = source, Target = target, Propagation = propagation };

    private static (string Source, string Given) Volume(Harness harness)
    {
        var source = Path.Combine(harness.Root, "data");
        return (source, Directory.CreateDirectory(Path.Combine(source, "given")).FullName);
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
