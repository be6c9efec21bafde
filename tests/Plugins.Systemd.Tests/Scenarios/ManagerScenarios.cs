using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Plugins.Systemd.Units;
using Reeve.Testing;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Tests.Scenarios;

/// <summary>Managers other than that of the system: a user's own, and the one on a given bus.</summary>
internal static class ManagerScenarios
{
    private const string Waiting = "trap 'exit 6' TERM; echo up; while :; do sleep 0.02; done";

    /// <summary>Run by an unprivileged user.</summary>
    public static async Task User_WithoutRoot_RunsFindsAgainAndStops()
    {
        await using var harness = await Harness.StartAsync("""{"manager":"user"}""");
        var launch = harness.Shell(Waiting);
        var before = await harness.StartAsync(launch);
        await Harness.WrittenAsync(launch, "up");
        var unit = await Tool.RunAsync("systemctl", ["--user", "show", "--property=ActiveState", UnitNames.Service(launch.Id)]);
        Assert.Equal("ActiveState=active\n", unit.Output);
        Assert.Equal($"{Environment.UserName} s3cr3t-value", await harness.ExecAsync(launch, "/bin/sh", "-c", "echo $(id -un) $SECRET"));
        Assert.NotEqual("root", Environment.UserName);

        await harness.RestartAsync(forget: true);
        var after = await harness.ObserveAsync(launch, _ => true);
        Assert.Equal((before.State, before.ProcessId), (after.State, after.ProcessId));
        // It can be executed anew like the system's.
        Assert.Equal(0, (await Tool.RunAsync("systemctl", ["--user", "daemon-reexec"])).ExitCode);
        await RecoveryScenarios.StopAsync(harness, launch);

        Assert.Equal(6, (await harness.EndAsync(launch)).ExitCode);
    }

    /// <summary>Run by an unprivileged user.</summary>
    public static async Task User_WithoutRoot_AttachesToATerminal()
    {
        await using var harness = await Harness.StartAsync("""{"manager":"user"}""");
        var launch = StreamScenarios.Interactive(harness.Shell("read line; test -t 0 && echo \"got $line\""), tty: true);
        await harness.StartAsync(launch);
        var input = new Pipe();
        using var output = new MemoryStream();

        var attach = harness.Driver.AttachAsync(
            launch.Id, new AttachRequest { StandardInput = input.Reader.AsStream(), StandardOutput = output }, CancellationToken.None);
        await input.Writer.WriteAsync("hello\n"u8.ToArray());
        await attach;

        Assert.Equal("hello\r\ngot hello\r\n", Encoding.UTF8.GetString(output.ToArray()));
    }

    /// <summary>What an unprivileged user cannot give is refused, not dropped.</summary>
    public static async Task User_WithoutRoot_LacksUsersAndMounts()
    {
        await using var harness = await Harness.StartAsync("""{"manager":"user"}""");

        Assert.False(harness.Driver.Features.PrivateMounts);
        Assert.All(
            new[] { PodFeature.RunAsUser, PodFeature.Capabilities, PodFeature.Privileged, PodFeature.ReadOnlyRootFilesystem },
            feature => Assert.False(harness.Driver.Features.Pod.Supports(feature), feature.ToString()));
        await harness.StartAsync(harness.Shell("exec sleep 1000"));
    }

    public static async Task Address_OfTheSystemsBus_IsTheSystemsManager()
    {
        await using var harness = await Harness.StartAsync("""{"manager":"unix:path=/run/dbus/system_bus_socket"}""");
        var launch = harness.Shell(Waiting, new SecurityContext { RunAsUser = 12345 });
        await harness.StartAsync(launch);
        await Harness.WrittenAsync(launch, "up");

        Assert.Equal("12345", await harness.ExecAsync(launch, "id", "-u"));
        var unit = await Tool.RunAsync("systemctl", ["show", "--property=ActiveState", UnitNames.Service(launch.Id)]);
        Assert.Equal("ActiveState=active\n", unit.Output);
        await RecoveryScenarios.StopAsync(harness, launch);

        Assert.Equal(6, (await harness.EndAsync(launch)).ExitCode);
    }

    /// <summary>However many units there are, two rules: the bus allows a connection 512.</summary>
    public static async Task Bus_ManyUnits_HasOneRuleForAll()
    {
        await using var harness = await Harness.StartAsync();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var launch = harness.Shell("exec sleep 1000");
            await harness.StartAsync(launch with { Id = launch.Id with { Attempt = attempt } });
        }

        var connections = await Tool.RunAsync("busctl", ["list", "--no-legend", "--unique"]);
        var name = connections.Output.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Single(words => words.Length > 1 && words[1] == Environment.ProcessId.ToString(CultureInfo.InvariantCulture))[0];
        var stats = await Tool.RunAsync(
            "busctl", ["call", "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus.Debug.Stats", "GetConnectionStats", "s", name]);
        Assert.True(stats.ExitCode == 0, stats.Error);
        Assert.Contains("\"MatchRules\" u 2 ", stats.Output + " ", StringComparison.Ordinal);
    }
}
