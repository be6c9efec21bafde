using System.Globalization;
using Reeve.Testing;

namespace Reeve.Plugins.Process.Tests.Supervisor;

public sealed class OutputTests
{
    [LinuxFact]
    public async Task Output_WorkloadOpensItsStreamsAnew_NothingBeforeIsLost()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell("echo one; echo two > /dev/stdout; echo three; echo a >&2; echo b > /dev/stderr; echo c >> /dev/stderr");

        await harness.RunAsync(launch);

        Assert.Equal("one\ntwo\nthree\n", harness.Output(launch));
        Assert.Equal("a\nb\nc\n", harness.Error(launch));
    }

    [LinuxFact]
    public async Task Output_ManyLines_AllArriveInOrder()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell("seq 1 300000; seq 1 1000 >&2");

        await harness.RunAsync(launch);

        Assert.Equal(Enumerable.Range(1, 300_000), File.ReadLines(harness.OutputPath(launch)).Select(line => int.Parse(line, CultureInfo.InvariantCulture)));
        Assert.Equal(1000, File.ReadLines(harness.ErrorPath(launch)).Count());
    }

    [LinuxFact]
    public async Task Output_SpoolHasContent_IsAppendedTo()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell("echo new");
        await File.WriteAllTextAsync(harness.OutputPath(launch), "old\n");

        await harness.RunAsync(launch);

        Assert.Equal("old\nnew\n", harness.Output(launch));
    }

    [LinuxFact]
    public async Task Output_WorkloadClosesItsStreams_GoesOn()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell("echo before; exec >&- 2>&-; sleep 0.05; exit 3");

        Assert.Equal(3, (await harness.RunAsync(launch)).ExitCode);
        Assert.Equal("before\n", harness.Output(launch));
    }

    [LinuxFact]
    public async Task Terminal_OfAContainer_HasASizeAndOneStream()
    {
        await using var harness = await DriverHarness.StartAsync();
        var launch = TestLaunch.Shell("tty -s && stty size; echo out; echo err >&2") with { Tty = true };

        Assert.Equal(0, (await harness.RunAsync(launch)).ExitCode);
        Assert.Equal("24 80\r\nout\r\nerr\r\n", harness.Output(launch));
    }
}
