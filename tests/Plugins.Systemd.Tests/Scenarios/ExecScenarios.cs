using System.IO.Pipelines;
using System.Threading.Channels;
using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Plugins.Systemd.Units;

namespace Reeve.Plugins.Systemd.Tests.Scenarios;

/// <summary>Commands in running containers.</summary>
internal static class ExecScenarios
{
    public static async Task Exec_Command_IsInTheContainersCgroupMountsAndIdentity()
    {
        await using var harness = await Harness.StartAsync();
        var source = Directory.CreateDirectory(Path.Combine(harness.Root, "data")).FullName;
        await File.WriteAllTextAsync(Path.Combine(source, "given"), "content\n");
        var mount = new ContainerMount { Volume = "data", Source = source, Target = "/reeve-data" };
        var launch = harness.Shell("exec sleep 1000", new SecurityContext { RunAsUser = 12345, RunAsGroup = 12345 }, null, mount) with { WorkingDirectory = "/usr" };
        await harness.StartAsync(launch);

        Assert.Equal("content", await harness.ExecAsync(launch, "cat", "/reeve-data/given"));
        Assert.Equal("12345 /usr s3cr3t-value", await harness.ExecAsync(launch, "/bin/sh", "-c", "echo $(id -u) $(pwd) $SECRET"));
        var groups = (await harness.ExecAsync(launch, "cat", "/proc/self/cgroup")).Split('\n');
        Assert.Contains(groups, line => line.Contains("name=systemd", StringComparison.Ordinal) || line.StartsWith("0::", StringComparison.Ordinal));
        Assert.All(
            groups.Where(line => line.Contains(":memory:", StringComparison.Ordinal) || line.Contains("name=systemd", StringComparison.Ordinal)),
            line => Assert.EndsWith(UnitNames.ControlGroup(launch.Id), line, StringComparison.Ordinal));
    }

    public static async Task Exec_Terminal_IsTheCommandsOwnAndTakesItsSize()
    {
        await using var harness = await Harness.StartAsync();
        var launch = harness.Shell("exec sleep 1000", new SecurityContext { RunAsUser = 12345, RunAsGroup = 12345 });
        await harness.StartAsync(launch);
        var sizes = Channel.CreateUnbounded<TerminalSize>();
        sizes.Writer.TryWrite(new TerminalSize { Width = 132, Height = 43 });
        var input = new Pipe();
        using var output = new MemoryStream();

        var exec = harness.Driver.ExecAsync(
            launch.Id,
            new ExecRequest
            {
                Command = ["/bin/sh", "-c", "read line; stty size; id -u; test -t 2 && : >/dev/tty && echo \"$line $TERM\"; exit 4"],
                Tty = true,
                StandardInput = input.Reader.AsStream(),
                StandardOutput = output,
                Resize = sizes.Reader.ReadAllAsync(),
            },
            CancellationToken.None);
        await Testing.Eventually.TrueAsync(() => sizes.Reader.Count == 0, "the size was taken");
        await input.Writer.WriteAsync("hello\n"u8.ToArray());

        Assert.Equal(4, await exec);
        Assert.Equal("hello\r\n43 132\r\n12345\r\nhello xterm\r\n", System.Text.Encoding.UTF8.GetString(output.ToArray()));
    }

    public static async Task Exec_CallerLeaves_EndsTheCommand()
    {
        await using var harness = await Harness.StartAsync();
        var launch = harness.Shell("exec sleep 1000");
        await harness.StartAsync(launch);
        foreach (var tty in new[] { false, true })
        {
            using var leaves = new CancellationTokenSource();
            var proof = Path.Combine(harness.Root, $"pid-{tty}");
            var exec = harness.Driver.ExecAsync(
                launch.Id,
                new ExecRequest { Command = ["/bin/sh", "-c", $"echo $$ >{proof}; exec sleep 1000"], Tty = tty, StandardOutput = Stream.Null },
                leaves.Token);
            await Testing.Eventually.TrueAsync(() => File.Exists(proof) && File.ReadAllText(proof).EndsWith('\n'), "the command runs");

            await leaves.CancelAsync();

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => exec);
            await Testing.Eventually.TrueAsync(() => !Directory.Exists("/proc/" + File.ReadAllText(proof).Trim()), "the command is gone");
        }
    }
}
