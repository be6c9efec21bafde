using Reeve.Containers;
using Reeve.TestKit.Conformance;
using Reeve.Workloads;

namespace Reeve.TestKit.Containers;

/// <summary>What the contract demands of watching.</summary>
internal static class WatchCases
{
    public static IReadOnlyList<ConformanceCase<DriverSession>> All { get; } =
    [
        new("watch.synced", "The watch says Synced also when there is nothing.", (session, token) => session.SyncAsync(token)),
        new("watch.lists-all", "A new watch lists running and ended containers before it says Synced.", ListsAllAsync),
        new("watch.owner", "Containers of another owner are not listed.", OwnerAsync),
        new("watch.order", "No container is reported running after it was reported ended.", OrderAsync),
        new("node.describes", "The node is described with cpu, memory and pods, and an address.", NodeAsync),
    ];

    private static async Task ListsAllAsync(DriverSession session, CancellationToken cancellationToken)
    {
        var running = session.Shell("running", "sleep 3600");
        var ended = session.Shell("ended", "exit 9");
        await session.StartAsync(running, cancellationToken).ConfigureAwait(false);
        await session.StartAsync(ended, cancellationToken).ConfigureAwait(false);
        await session.EndAsync(ended.Id, cancellationToken).ConfigureAwait(false);

        await session.ReopenAsync(cancellationToken).ConfigureAwait(false);
        await session.SyncAsync(cancellationToken).ConfigureAwait(false);
        Require.Equal(ContainerRunState.Running, session.Seen.GetValueOrDefault(running.Id)?.State, "the running container");
        Require.Equal(9, session.Seen.GetValueOrDefault(ended.Id)?.ExitCode, "the exit code of the ended container");
    }

    private static async Task OwnerAsync(DriverSession session, CancellationToken cancellationToken)
    {
        await session.StartAsync(session.Shell("main", "sleep 3600"), cancellationToken).ConfigureAwait(false);
        await session.ReopenAsync(cancellationToken, session.Owner with { Node = "somebody-else" }).ConfigureAwait(false);
        await session.SyncAsync(cancellationToken).ConfigureAwait(false);
        Require.Equal(0, session.Seen.Count, "containers listed for another owner");
        await session.ReopenAsync(cancellationToken).ConfigureAwait(false);
        await session.SyncAsync(cancellationToken).ConfigureAwait(false);
        Require.Equal(1, session.Seen.Count, "containers listed for the owner");
    }

    private static async Task OrderAsync(DriverSession session, CancellationToken cancellationToken)
    {
        var launches = Enumerable.Range(0, 10).Select(i => session.Shell($"c{i}", "exit 0")).ToList();
        await Task.WhenAll(launches.Select(launch => session.StartAsync(launch, cancellationToken))).ConfigureAwait(false);
        foreach (var launch in launches)
        {
            await session.EndAsync(launch.Id, cancellationToken).ConfigureAwait(false);
        }

        foreach (var history in session.History.GroupBy(observation => observation.Id))
        {
            var afterEnd = history.SkipWhile(observation => observation.State != ContainerRunState.Terminated);
            Require.True(afterEnd.All(observation => observation.State == ContainerRunState.Terminated), $"{history.Key.Name} ran again after its end");
        }
    }

    private static async Task NodeAsync(DriverSession session, CancellationToken cancellationToken)
    {
        await foreach (var node in session.Driver.WatchNodeAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var resource in new[] { "cpu", "memory", "pods" })
            {
                Require.True(node.Capacity.ContainsKey(resource), $"no capacity of {resource}");
            }

            Require.True(node.Addresses.Count > 0, "no address");
            return;
        }

        Require.True(false, "the watch of the node ended without a description");
    }
}
