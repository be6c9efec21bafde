using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Reeve.Machine.Containers;
using Reeve.Plugins.Process.Native;
using Reeve.Plugins.Process.Processes;
using Reeve.Plugins.Process.Records;

namespace Reeve.Plugins.Process.Supervision;

/// <summary>Waits for the ends of containers, and makes them end.</summary>
internal sealed partial class ContainerSupervision(
    ContainerTable<SupervisedContainer> table, RecordJournal journal, LeftoverKiller leftovers, Poller poller, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan WatchAgainAfter = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<ContainerId, Task> _watches = new();

    /// <summary>Takes a container in: from now on its end is noticed.</summary>
    public void Add(SupervisedContainer container)
    {
        table.Add(container);
        if (container.IsRunning)
        {
            _watches[container.Id] = WatchAsync(container);
        }
    }

    /// <summary>See <see cref="Containers.IContainerDriver.StopContainerAsync"/>.</summary>
    public async Task StopAsync(SupervisedContainer container, int signal, TimeSpan gracePeriod, CancellationToken cancellationToken)
    {
        if (gracePeriod > TimeSpan.Zero)
        {
            if (container.SignalsFirst())
            {
                container.Command(signal);
            }

            container.KillAfter(gracePeriod, time, () => container.Command(Supervisor.SupervisorCommand.KillAll));
        }
        else
        {
            container.Command(Supervisor.SupervisorCommand.KillAll);
        }

        await container.Ended.WaitAsync(cancellationToken);
    }

    /// <summary>Kills what runs of a container and forgets it.</summary>
    public async Task RemoveAsync(SupervisedContainer container, CancellationToken cancellationToken)
    {
        container.Command(Supervisor.SupervisorCommand.KillAll);
        await container.Ended.WaitAsync(cancellationToken);
        if (_watches.TryRemove(container.Id, out var watch))
        {
            await watch.WaitAsync(cancellationToken);
        }

        journal.Remove(container.Token);
        table.Remove(container);
    }

    /// <summary>Completes once nothing is watched any more; the poller was disposed before.</summary>
    public Task CloseAsync() => Task.WhenAll(_watches.Values);

    private async Task WatchAsync(SupervisedContainer container)
    {
        while (true)
        {
            try
            {
                await container.WhenSupervisorEndsAsync(poller);
                break;
            }
            catch (OperationCanceledException)
            {
                return; // the driver is disposed, the container goes on
            }
            catch (ProviderException exception)
            {
                // The kernel is out of memory for one more watch: without it an end would go unnoticed for ever.
                LogNotWatched(exception, container.Id);
                await Task.Delay(WatchAgainAfter, time);
            }
        }

        var end = await EndOfAsync(container);
        table.End(container, Observations.Ended(container.Id, container.Label, container.Start, end));
    }

    private async Task<EndRecord> EndOfAsync(SupervisedContainer container)
    {
        try
        {
            if (journal.ReadEnd(container.Token) is { } end)
            {
                return end;
            }

            var killed = await leftovers.KillAsync(container.Token, container.Start?.MainPid, CancellationToken.None);
            LogLost(container.Id, container.Start?.SupervisorPid ?? 0, killed);
            journal.WriteEnd(container.Token, EndKind.Lost, time.GetUtcNow());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ProviderException or OperationCanceledException)
        {
            LogEndUnknown(exception, container.Id);
        }

        return new EndRecord { Kind = EndKind.Lost, Time = time.GetUtcNow() };
    }
}
