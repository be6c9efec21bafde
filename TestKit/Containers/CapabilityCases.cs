using System.Text;
using Reeve.Containers;
using Reeve.Plugins;
using Reeve.TestKit.Conformance;

namespace Reeve.TestKit.Containers;

/// <summary>What the contract demands of optional capabilities, where a driver has them.</summary>
internal static class CapabilityCases
{
    public static IReadOnlyList<ConformanceCase<DriverSession>> All { get; } =
    [
        new("exec.exit-code", "A command in a container returns its exit code and output.", ExecAsync),
        new("exec.input", "A command in a container reads its input to the end.", ExecInputAsync),
        new("exec.environment", "A command in a container has the container's environment.", ExecEnvironmentAsync),
        new("exec.cancel", "Cancelling a command ends it.", ExecCancelAsync),
        new("exec.ended", "A command in a container that has ended is a Conflict.", ExecEndedAsync),
        new("stats.running", "Every running container is measured.", StatsAsync),
    ];

    private static async Task ExecAsync(DriverSession session, CancellationToken cancellationToken)
    {
        var (exec, id) = await RunningAsync(session, cancellationToken).ConfigureAwait(false);
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        var code = await exec.ExecAsync(
            id,
            new ExecRequest { Command = ["/bin/sh", "-c", "echo out; echo err >&2; exit 7"], StandardOutput = output, StandardError = error },
            cancellationToken).ConfigureAwait(false);
        Require.Equal(7, code, "the exit code");
        Require.Equal("out\n", Encoding.UTF8.GetString(output.ToArray()), "standard output");
        Require.Equal("err\n", Encoding.UTF8.GetString(error.ToArray()), "standard error");
    }

    private static async Task ExecInputAsync(DriverSession session, CancellationToken cancellationToken)
    {
        var (exec, id) = await RunningAsync(session, cancellationToken).ConfigureAwait(false);
        var bytes = new byte[300_000];
        new Random(1).NextBytes(bytes);
        using var input = new MemoryStream(bytes);
        using var output = new MemoryStream();
        var code = await exec.ExecAsync(
            id, new ExecRequest { Command = ["/bin/cat"], StandardInput = input, StandardOutput = output }, cancellationToken).ConfigureAwait(false);
        Require.Equal(0, code, "the exit code");
        Require.True(output.ToArray().AsSpan().SequenceEqual(bytes), "what came back is not what was sent");
    }

    private static async Task ExecEnvironmentAsync(DriverSession session, CancellationToken cancellationToken)
    {
        var (exec, id) = await RunningAsync(session, cancellationToken).ConfigureAwait(false);
        using var output = new MemoryStream();
        await exec.ExecAsync(
            id, new ExecRequest { Command = ["/bin/sh", "-c", "echo \"$FILES\""], StandardOutput = output }, cancellationToken).ConfigureAwait(false);
        Require.Equal(session.Files + "\n", Encoding.UTF8.GetString(output.ToArray()), "the variable");
    }

    private static async Task ExecCancelAsync(DriverSession session, CancellationToken cancellationToken)
    {
        var (exec, id) = await RunningAsync(session, cancellationToken).ConfigureAwait(false);
        var marker = "3600." + Random.Shared.NextInt64(1_000_000_000, 9_999_999_999).ToString(System.Globalization.CultureInfo.InvariantCulture);
        using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = exec.ExecAsync(id, new ExecRequest { Command = ["sleep", marker] }, cancelling.Token);
        await Require.EventuallyAsync(() => Processes.WithArgument(marker) == 1, "the command runs", cancellationToken).ConfigureAwait(false);
        await cancelling.CancelAsync().ConfigureAwait(false);
        await Require.EventuallyAsync(() => Processes.WithArgument(marker) == 0, "the command is gone", cancellationToken).ConfigureAwait(false);
        await running.WaitAsync(Require.Patience, cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(false);
    }

    private static async Task ExecEndedAsync(DriverSession session, CancellationToken cancellationToken)
    {
        var exec = session.Driver.Capability<IContainerExec>();
        Require.Applies(exec is not null, "the driver runs no commands in containers");
        var launch = session.Shell("main", "exit 0");
        await session.StartAsync(launch, cancellationToken).ConfigureAwait(false);
        await session.EndAsync(launch.Id, cancellationToken).ConfigureAwait(false);
        await Require.ThrowsAsync(
            () => exec!.ExecAsync(launch.Id, new ExecRequest { Command = ["/bin/true"] }, cancellationToken),
            "a command in an ended container", ErrorReason.Conflict, ErrorReason.NotFound).ConfigureAwait(false);
    }

    private static async Task StatsAsync(DriverSession session, CancellationToken cancellationToken)
    {
        var stats = session.Driver.Capability<IContainerStats>();
        Require.Applies(stats is not null, "the driver measures nothing");
        var launch = session.Shell("main", "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; echo up > \"$FILES/up\"; sleep 3600");
        await session.StartAsync(launch, cancellationToken).ConfigureAwait(false);
        await session.ReadAsync("up", cancellationToken).ConfigureAwait(false);
        var all = await stats!.GetStatsAsync(cancellationToken).ConfigureAwait(false);
        var own = Require.NotNull(all.GetValueOrDefault(launch.Id), "the container is not measured");
        Require.True(own.CpuTime > TimeSpan.Zero, $"processor time {own.CpuTime}");
        Require.True((own.MemoryRssBytes ?? own.MemoryWorkingSetBytes) > 0, "no memory");
    }

    private static async Task<(IContainerExec Exec, ContainerId Id)> RunningAsync(DriverSession session, CancellationToken cancellationToken)
    {
        var exec = session.Driver.Capability<IContainerExec>();
        Require.Applies(exec is not null, "the driver runs no commands in containers");
        var launch = session.Shell("main", "sleep 3600");
        await session.StartAsync(launch, cancellationToken).ConfigureAwait(false);
        return (exec!, launch.Id);
    }
}
