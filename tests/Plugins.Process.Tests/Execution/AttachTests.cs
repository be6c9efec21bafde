using System.IO.Pipelines;
using System.Text;
using Reeve.Containers;
using Reeve.Testing;

namespace Reeve.Plugins.Process.Tests.Execution;

public sealed class AttachTests
{
    [LinuxFact]
    public async Task Attach_InputAndOutput_AreConnectedUntilTheContainerEnds()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell("echo early; while read line; do echo \"got $line\"; echo \"err $line\" >&2; done; exit 3") with { Stdin = true, StdinOnce = true };
        await harness.StartAsync(launch);
        await harness.WrittenAsync(launch, "early");
        var input = new Pipe();
        using var output = new MemoryStream();
        using var error = new MemoryStream();

        var attach = harness.Driver.AttachAsync(
            harness.IdOf(launch),
            new AttachRequest { StandardInput = input.Reader.AsStream(), StandardOutput = output, StandardError = error },
            CancellationToken.None);
        await input.Writer.WriteAsync("one\n"u8.ToArray());
        await Eventually.TrueAsync(() => Text(output).Length > 0, "the answer to the first line");
        await input.Writer.WriteAsync("two\n"u8.ToArray());
        await input.Writer.CompleteAsync();
        await attach;

        Assert.Equal("got one\ngot two\n", Text(output));
        Assert.Equal("err one\nerr two\n", Text(error));
        Assert.Equal("early\ngot one\ngot two\n", harness.Output(launch));
        Assert.Equal(3, (await harness.EndAsync(launch)).ExitCode);
    }

    [LinuxFact]
    public async Task Attach_Cancelled_LeavesTheContainerAndItsInput()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell("while read line; do echo \"got $line\"; done") with { Stdin = true };
        await harness.StartAsync(launch);

        foreach (var word in new[] { "one", "two" })
        {
            using var detach = new CancellationTokenSource();
            var input = new Pipe();
            var attach = harness.Driver.AttachAsync(
                harness.IdOf(launch), new AttachRequest { StandardInput = input.Reader.AsStream() }, detach.Token);
            await input.Writer.WriteAsync(Encoding.UTF8.GetBytes(word + "\n"));
            await harness.WrittenAsync(launch, $"got {word}\n");
            await detach.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => attach);
        }
    }

    [LinuxFact]
    public async Task Attach_Terminal_IsConnectedAndTakesItsSize()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell("read line; stty size; echo \"got $line\"") with { Stdin = true, Tty = true };
        await harness.StartAsync(launch);
        var input = new Pipe();
        using var output = new MemoryStream();
        var sizes = System.Threading.Channels.Channel.CreateUnbounded<TerminalSize>();
        await sizes.Writer.WriteAsync(new TerminalSize { Width = 132, Height = 43 });

        var attach = harness.Driver.AttachAsync(
            harness.IdOf(launch),
            new AttachRequest { StandardInput = input.Reader.AsStream(), StandardOutput = output, Resize = sizes.Reader.ReadAllAsync() },
            CancellationToken.None);
        await Eventually.TrueAsync(() => sizes.Reader.Count == 0, "the size was taken");
        await input.Writer.WriteAsync("hello\n"u8.ToArray());
        await attach;

        Assert.Equal("hello\r\n43 132\r\ngot hello\r\n", Text(output));
    }

    [LinuxFact]
    public async Task Attach_ContainerEndsAtOnce_Returns()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell("exec sleep 1000");
        await harness.StartAsync(launch);

        var attach = harness.Driver.AttachAsync(harness.IdOf(launch), new AttachRequest(), CancellationToken.None);
        await harness.Driver.StopContainerAsync(harness.IdOf(launch), null, TimeSpan.Zero, CancellationToken.None);
        await attach;

        var error = await Assert.ThrowsAsync<ProviderException>(
            () => harness.Driver.AttachAsync(harness.IdOf(launch), new AttachRequest(), CancellationToken.None));
        Assert.Equal(ErrorReason.Conflict, error.Reason);
    }

    private static string Text(MemoryStream stream) => Encoding.UTF8.GetString(stream.ToArray());
}
