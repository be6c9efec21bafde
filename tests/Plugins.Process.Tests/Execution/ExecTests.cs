using System.Text;
using Reeve.Containers;
using Reeve.Plugins.Process.Tests.Processes;
using Reeve.Testing;

namespace Reeve.Plugins.Process.Tests.Execution;

public sealed class ExecTests
{
    private static readonly TestLaunch Sleeper = new() { Arguments = ["/bin/sleep", "1000"] };

    [LinuxFact]
    public async Task Exec_Command_GivesItsExitCodeAndBothStreams()
    {
        await using var harness = await DriverHarness.StartAsync();
        await harness.StartAsync(Sleeper);

        var (code, output, error) = await ExecAsync(harness, ["sh", "-c", "echo out; echo err >&2; exit 9"]);

        Assert.Equal((9, "out\n", "err\n"), (code, output, error));
    }

    [LinuxFact]
    public async Task Exec_CommandKilledBySignal_GivesTheSignalAsCode()
    {
        await using var harness = await DriverHarness.StartAsync();
        await harness.StartAsync(Sleeper);

        Assert.Equal(143, (await ExecAsync(harness, ["sh", "-c", "kill $$"])).Code);
    }

    [LinuxFact]
    public async Task Exec_StandardInput_IsGivenAndItsEndToo()
    {
        await using var harness = await DriverHarness.StartAsync();
        await harness.StartAsync(Sleeper);
        var input = new byte[300_000];
        Random.Shared.NextBytes(input);
        using var output = new MemoryStream();

        var code = await harness.Driver.ExecAsync(
            harness.IdOf(Sleeper),
            new ExecRequest { Command = ["cat"], StandardInput = new MemoryStream(input), StandardOutput = output },
            CancellationToken.None);

        Assert.Equal(0, code);
        Assert.Equal(input, output.ToArray());
    }

    [LinuxFact]
    public async Task Exec_CommandDoesNotReadItsInput_EndsAllTheSame()
    {
        await using var harness = await DriverHarness.StartAsync();
        await harness.StartAsync(Sleeper);

        var code = await harness.Driver.ExecAsync(
            harness.IdOf(Sleeper),
            new ExecRequest { Command = ["true"], StandardInput = new MemoryStream(new byte[1_000_000]) },
            CancellationToken.None);

        Assert.Equal(0, code);
    }

    [LinuxFact]
    public async Task Exec_Environment_IsTheContainersAlsoAfterARestart()
    {
        await using var harness = await DriverHarness.StartAsync();
        var directory = Directory.CreateDirectory(Path.Combine(harness.Root, "cwd")).FullName;
        var launch = Sleeper with { WorkingDirectory = directory, Environment = new() { ["PATH"] = "/usr/bin:/bin", ["COLOUR"] = "a=b c" } };
        await harness.StartAsync(launch);

        var before = await ExecAsync(harness, ["sh", "-c", "echo $COLOUR; pwd"]);
        await harness.RestartAsync();
        var after = await ExecAsync(harness, ["sh", "-c", "echo $COLOUR; pwd"]);

        Assert.Equal((0, $"a=b c\n{directory}\n", ""), before);
        Assert.Equal(before, after);
    }

    [RequiresFact(Component.Root)]
    public async Task Exec_IsolatedContainer_EntersItsMountsAndUser()
    {
        await using var harness = await DriverHarness.StartAsync();
        var volume = Directory.CreateDirectory(Path.Combine(harness.Root, "volume")).FullName;
        await File.WriteAllTextAsync(Path.Combine(volume, "file"), "content\n");
        var launch = Sleeper with
        {
            Mounts = [new ContainerMount { Volume = "v", Source = volume, Target = "/reeve-volume" }],
            SecurityContext = new() { RunAsUser = 1234, RunAsGroup = 2345, AllowPrivilegeEscalation = false },
        };
        await harness.StartAsync(launch);

        var (code, output, _) = await ExecAsync(harness, ["sh", "-c", "cat /reeve-volume/file; id -u; id -G; grep NoNewPrivs /proc/self/status"]);

        Assert.Equal((0, "content\n1234\n2345\nNoNewPrivs:\t1\n"), (code, output));
    }

    [LinuxFact]
    public async Task Exec_MissingProgram_IsInvalid()
    {
        await using var harness = await DriverHarness.StartAsync();
        await harness.StartAsync(Sleeper);

        var error = await Assert.ThrowsAsync<ProviderException>(() => ExecAsync(harness, ["no-such-program"]));

        Assert.Equal(ErrorReason.Invalid, error.Reason);
        Assert.Equal("exec: \"no-such-program\": executable file not found in $PATH", error.Message);
    }

    [LinuxFact]
    public async Task Exec_EndedContainer_IsAConflict()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell("true");
        await harness.RunAsync(launch);

        var error = await Assert.ThrowsAsync<ProviderException>(
            () => harness.Driver.ExecAsync(harness.IdOf(launch), new ExecRequest { Command = ["true"] }, CancellationToken.None));

        Assert.Equal(ErrorReason.Conflict, error.Reason);
    }

    [LinuxFact]
    public async Task Exec_Cancelled_KillsTheCommandAndItsChildren()
    {
        await using var harness = await DriverHarness.StartAsync();
        await harness.StartAsync(Sleeper);
        var file = Path.Combine(harness.Root, "pids");
        using var cancelled = new CancellationTokenSource();
        var request = new ExecRequest { Command = ["sh", "-c", $"setsid sleep 1000 & echo $$ $! > {file}; wait"], StandardOutput = new MemoryStream() };

        var exec = harness.Driver.ExecAsync(harness.IdOf(Sleeper), request, cancelled.Token);
        await Eventually.TrueAsync(() => File.Exists(file) && File.ReadAllText(file).EndsWith('\n'), "the command runs");
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => exec);

        foreach (var pid in (await File.ReadAllTextAsync(file)).Split())
        {
            Assert.False(int.TryParse(pid, out var number) && LiveProcess.Exists(number));
        }
    }

    [LinuxFact]
    public async Task Exec_ContainerEnds_EndsTheCommand()
    {
        await using var harness = await DriverHarness.StartAsync();
        await harness.StartAsync(Sleeper);
        using var output = new MemoryStream();
        var exec = harness.Driver.ExecAsync(
            harness.IdOf(Sleeper), new ExecRequest { Command = ["sh", "-c", "echo; sleep 1000"], StandardOutput = output }, CancellationToken.None);
        await Eventually.TrueAsync(() => output.Length > 0, "the command runs");

        await harness.Driver.StopContainerAsync(harness.IdOf(Sleeper), null, TimeSpan.Zero, CancellationToken.None);

        Assert.Equal(137, await exec);
    }

    [LinuxFact]
    public async Task Exec_Terminal_HasTheSizesAndEchoesInput()
    {
        await using var harness = await DriverHarness.StartAsync();
        await harness.StartAsync(Sleeper);
        var input = new System.IO.Pipelines.Pipe();
        using var output = new MemoryStream();
        var sizes = System.Threading.Channels.Channel.CreateUnbounded<TerminalSize>();
        var request = new ExecRequest
        {
            Command = ["sh", "-c", "tty -s && stty size; read line; echo \"got $line\"; stty size; exit 4"],
            Tty = true,
            StandardInput = input.Reader.AsStream(),
            StandardOutput = output,
            Resize = sizes.Reader.ReadAllAsync(),
        };

        var exec = harness.Driver.ExecAsync(harness.IdOf(Sleeper), request, CancellationToken.None);
        await Eventually.TrueAsync(() => Text(output).Contains("24 80", StringComparison.Ordinal), "the first size");
        await sizes.Writer.WriteAsync(new TerminalSize { Width = 132, Height = 43 });
        await Eventually.TrueAsync(() => sizes.Reader.Count == 0, "the size was taken");
        await input.Writer.WriteAsync("hello\n"u8.ToArray());

        Assert.Equal(4, await exec);
        Assert.Equal("24 80\r\nhello\r\ngot hello\r\n43 132\r\n", Text(output));
    }

    private static string Text(MemoryStream stream) => Encoding.UTF8.GetString(stream.ToArray());

    private static async Task<(int Code, string Output, string Error)> ExecAsync(DriverHarness harness, string[] command)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        var request = new ExecRequest { Command = command, StandardOutput = output, StandardError = error };
        var code = await harness.Driver.ExecAsync(harness.IdOf(Sleeper), request, CancellationToken.None);
        return (code, Text(output), Text(error));
    }
}
