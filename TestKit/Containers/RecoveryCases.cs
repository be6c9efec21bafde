using Reeve.TestKit.Conformance;
using Reeve.Workloads;

namespace Reeve.TestKit.Containers;

/// <summary>What the contract demands across restarts of the agent.</summary>
internal static class RecoveryCases
{
    public static IReadOnlyList<ConformanceCase<DriverSession>> All { get; } =
    [
        new("recovery.survives", "Containers go on when the driver is disposed, and are found running by the next one.", SurvivesAsync),
        new("recovery.ended-meanwhile", "A container that ended while no driver was there is reported with its exit code.", EndedMeanwhileAsync),
        new("recovery.stop", "A container that was found again can be stopped.", StopAsync),
        new("recovery.start-again", "An attempt that was found again is not started a second time.", StartAgainAsync),
        new("recovery.output", "Output goes on into the same file while no driver is there.", OutputAsync),
        new("plugin.unloads", "The plugin's load context unloads after its driver was disposed.", UnloadsAsync),
    ];

    private static async Task SurvivesAsync(DriverSession session, CancellationToken cancellationToken)
    {
        var launch = session.Shell("main", "echo $$ > \"$FILES/pid\"; sleep 3600");
        var before = await session.StartAsync(launch, cancellationToken).ConfigureAwait(false);
        var pid = await session.ReadAsync("pid", cancellationToken).ConfigureAwait(false);
        await session.ReopenAsync(cancellationToken).ConfigureAwait(false);
        await session.SyncAsync(cancellationToken).ConfigureAwait(false);

        var after = Require.NotNull(session.Seen.GetValueOrDefault(launch.Id), "it is not found again");
        Require.Equal(ContainerRunState.Running, after.State, "its state");
        Require.Equal(before.StartedAt, after.StartedAt, "its start time");
        Require.Equal(pid, await session.ReadAsync("pid", cancellationToken).ConfigureAwait(false), "its process");
    }

    private static async Task EndedMeanwhileAsync(DriverSession session, CancellationToken cancellationToken)
    {
        var launch = session.Shell("main", "until [ -e \"$FILES/go\" ]; do sleep 0.02; done; echo gone > \"$FILES/gone\"; exit 6");
        await session.StartAsync(launch, cancellationToken).ConfigureAwait(false);
        await session.ReopenAsync(cancellationToken, whileClosed: async () =>
        {
            await File.WriteAllTextAsync(Path.Combine(session.Files, "go"), "", cancellationToken).ConfigureAwait(false);
            await session.ReadAsync("gone", cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);
        var end = await session.EndAsync(launch.Id, cancellationToken).ConfigureAwait(false);
        Require.Equal(6, end.ExitCode, "the exit code");
    }

    private static async Task StopAsync(DriverSession session, CancellationToken cancellationToken)
    {
        var launch = session.Shell("main", "trap 'exit 3' TERM; echo up > \"$FILES/up\"; while :; do sleep 0.05; done");
        await session.StartAsync(launch, cancellationToken).ConfigureAwait(false);
        await session.ReadAsync("up", cancellationToken).ConfigureAwait(false);
        await session.ReopenAsync(cancellationToken).ConfigureAwait(false);
        await session.SyncAsync(cancellationToken).ConfigureAwait(false);
        await session.Driver.StopContainerAsync(launch.Id, null, TimeSpan.FromMinutes(5), cancellationToken).ConfigureAwait(false);
        Require.Equal(3, (await session.EndAsync(launch.Id, cancellationToken).ConfigureAwait(false)).ExitCode, "the exit code");
    }

    private static async Task StartAgainAsync(DriverSession session, CancellationToken cancellationToken)
    {
        var launch = session.Shell("main", "echo once >> \"$FILES/count\"; sleep 3600");
        await session.StartAsync(launch, cancellationToken).ConfigureAwait(false);
        await session.ReadAsync("count", cancellationToken).ConfigureAwait(false);
        await session.ReopenAsync(cancellationToken).ConfigureAwait(false);
        var again = await session.StartAsync(launch, cancellationToken).ConfigureAwait(false);
        Require.Equal(ContainerRunState.Running, again.State, "the state");
        await Require.StaysAsync(
            () => File.ReadAllLines(Path.Combine(session.Files, "count")).Length == 1, TimeSpan.FromMilliseconds(300),
            "the program ran twice", cancellationToken).ConfigureAwait(false);
    }

    private static async Task OutputAsync(DriverSession session, CancellationToken cancellationToken)
    {
        var launch = session.Shell("main", "until [ -e \"$FILES/go\" ]; do sleep 0.02; done; echo meanwhile; echo done > \"$FILES/done\"");
        await session.StartAsync(launch, cancellationToken).ConfigureAwait(false);
        await session.ReopenAsync(cancellationToken, whileClosed: async () =>
        {
            await File.WriteAllTextAsync(Path.Combine(session.Files, "go"), "", cancellationToken).ConfigureAwait(false);
            await session.ReadAsync("done", cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);
        Require.Equal("meanwhile\n", await File.ReadAllTextAsync(launch.StandardOutputPath, cancellationToken).ConfigureAwait(false), "the output");
    }

    private static async Task UnloadsAsync(DriverSession session, CancellationToken cancellationToken)
    {
        var launch = session.Shell("main", "exit 0");
        await session.StartAsync(launch, cancellationToken).ConfigureAwait(false);
        await session.EndAsync(launch.Id, cancellationToken).ConfigureAwait(false);
        Require.True(await session.UnloadsAsync(cancellationToken).ConfigureAwait(false), "something still refers to the plugin: see docs/plugins.md");
    }
}
