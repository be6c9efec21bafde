using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Reeve.Containers;
using Reeve.Machine.Containers;
using Reeve.Plugins.Systemd.Cgroups;
using Reeve.Plugins.Systemd.Streams;
using Reeve.Plugins.Systemd.Units;
using Reeve.Systemd;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Containers;

/// <summary>Notices the ends of containers, and makes them end.</summary>
internal sealed partial class ContainerSupervision(
    ISystemdManager manager, ContainerStarter starter, StreamHolder streams, ContainerTable<SystemdContainer> table, CgroupLayout cgroups, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private const int Kill = 9;
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(5);

    private readonly CancellationTokenSource _ends = new();
    private readonly ConcurrentDictionary<string, SystemdContainer> _units = new();
    private readonly ConcurrentDictionary<string, Start> _starts = new();
    private Task _watching = Task.CompletedTask;

    /// <summary>Begins to watch; what happens from now on is noticed.</summary>
    /// <param name="prefix">What the units' names begin with.</param>
    public void Begin(string prefix) =>
        _watching = WatchAsync(manager.WatchAsync(new UnitWatch { Prefix = prefix, Properties = UnitState.Watched }, _ends.Token));

    /// <summary>Starts a container and takes it in.</summary>
    /// <returns>As it started; its end, which may follow at once, is a change for the watch.</returns>
    /// <exception cref="ProviderException">Nothing was started; the attempt does not count.</exception>
    public async Task<ContainerObservation> StartAsync(ContainerLaunch launch, CancellationToken cancellationToken)
    {
        var unit = UnitNames.Service(launch.Id);
        _starts[unit] = new Start();
        try
        {
            var container = await starter.StartAsync(launch, cancellationToken);
            var observation = container.Observation;
            Add(container);
            return observation;
        }
        finally
        {
            _starts.TryRemove(unit, out _);
        }
    }

    /// <summary>Takes a container in; its end, which may have come already, is noticed.</summary>
    public void Add(SystemdContainer container)
    {
        _units[container.Unit] = container;
        table.Add(container);
        var hasRunSince = container.HasJustBegun && _starts.GetValueOrDefault(container.Unit) is { MayHaveEnded: false };
        if (container.IsRunning && !hasRunSince)
        {
            _ = CheckAsync(container);
        }
    }

    /// <summary>See <see cref="Reeve.Containers.IContainerDriver.StopContainerAsync"/>.</summary>
    public async Task StopAsync(SystemdContainer container, int signal, TimeSpan gracePeriod, CancellationToken cancellationToken)
    {
        if (!container.IsRunning)
        {
            return;
        }

        if (gracePeriod <= TimeSpan.Zero)
        {
            await SignalAsync(container, UnitProcesses.All, Kill);
        }
        else
        {
            // Before the signal: it may end the container at once.
            container.KillAfter(gracePeriod, time, () => _ = KillLateAsync(container));
            if (container.SignalsFirst())
            {
                await SignalAsync(container, UnitProcesses.Main, signal);
            }
        }

        await container.Ended.WaitAsync(cancellationToken);
    }

    /// <summary>Kills what runs of a container and forgets it.</summary>
    public async Task RemoveAsync(SystemdContainer container, CancellationToken cancellationToken)
    {
        await StopAsync(container, Kill, TimeSpan.Zero, cancellationToken);
        await UnloadAsync(container.Unit, cancellationToken);
        starter.Clean(container.Id);
        table.Remove(container);
        _units.TryRemove(container.Unit, out _);
    }

    /// <summary>Makes the manager forget a unit, whatever its state.</summary>
    public async Task UnloadAsync(string unit, CancellationToken cancellationToken)
    {
        try
        {
            await manager.StopUnitAsync(unit, cancellationToken);
            await manager.ResetFailedUnitAsync(unit, cancellationToken);
        }
        catch (ProviderException exception) when (exception.Reason == ErrorReason.NotFound)
        {
            // Stopping was enough.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ends.CancelAsync();
        await _watching;
        _ends.Dispose();
    }

    private async Task WatchAsync(IAsyncEnumerable<UnitChange> changes)
    {
        try
        {
            await foreach (var change in changes)
            {
                if (change.Kind == UnitChangeKind.Unsure)
                {
                    foreach (var start in _starts.Values)
                    {
                        start.MayHaveEnded = true;
                    }

                    foreach (var container in table.All.Where(container => container.IsRunning))
                    {
                        _ = CheckAsync(container);
                    }
                }
                else
                {
                    Take(change);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The driver is disposed, the containers go on.
        }
    }

    private void Take(UnitChange change)
    {
        // In this order, opposite to that of Add: one of the two sees the other's.
        var end = MayBeAnEnd(change);
        if (_starts.GetValueOrDefault(change.Unit) is { } start && (end || change.Properties.ContainsKey("ActiveState")))
        {
            start.MayHaveEnded = end; // a unit is inactive first, before it starts
        }

        if (end && _units.GetValueOrDefault(change.Unit) is { IsRunning: true } container)
        {
            _ = CheckAsync(container);
        }
    }

    private static bool MayBeAnEnd(UnitChange change) => change.Kind == UnitChangeKind.Removed
        || change.Properties.GetValueOrDefault("ActiveState") is "failed" or "inactive"
        || change.Properties.GetValueOrDefault("SubState") is "exited";

    private async Task CheckAsync(SystemdContainer container)
    {
        while (container.IsRunning && !_ends.IsCancellationRequested)
        {
            try
            {
                await container.Checking.WaitAsync(_ends.Token);
                try
                {
                    await CheckOnceAsync(container, _ends.Token);
                    return;
                }
                finally
                {
                    container.Checking.Release();
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (ObjectDisposedException)
            {
                return; // the driver is disposed
            }
            catch (ProviderException exception)
            {
                LogNotChecked(exception, container.Id);
                await Task.Delay(Again, time, CancellationToken.None);
            }
        }
    }

    private async Task CheckOnceAsync(SystemdContainer container, CancellationToken cancellationToken)
    {
        var state = container.IsRunning ? await starter.ReadAsync(container.Unit, cancellationToken) : null;
        if (!container.IsRunning || state is { HasEnded: false })
        {
            return;
        }

        if (!IsClear(state))
        {
            // A manager that is being executed anew answers as if there were no units.
            await Task.Delay(Again, time, cancellationToken);
            state = await starter.ReadAsync(container.Unit, cancellationToken);
            if (state is { HasEnded: false })
            {
                return;
            }

            if (!IsClear(state) && cgroups.Processes(container.ControlGroup).Count > 0)
            {
                throw new ProviderException(ErrorReason.Transient, "systemd does not know a unit that runs.");
            }
        }

        await KillLeftoversAsync(container, cancellationToken);
        if (container.Fields.Streams is not null)
        {
            await streams.StopAsync(container.Id, cancellationToken);
        }

        var now = time.GetUtcNow();
        var ended = state is not null && IsClear(state)
            ? Outcome.Ended(container.Fields, state, now)
            : Outcome.Lost(container.Observation, now);
        if (container.IsRunning)
        {
            table.End(container, ended);
        }
    }

    /// <summary>Whether it is known how a process ended, or that there never was one.</summary>
    private static bool IsClear(UnitState? state) => state is { Code: not 0 } or { NeverRan: true, HasFailed: true };

    /// <summary>A unit whose main process ended well keeps what that left behind.</summary>
    private async Task KillLeftoversAsync(SystemdContainer container, CancellationToken cancellationToken)
    {
        while (cgroups.Processes(container.ControlGroup).Count > 0)
        {
            await manager.KillUnitAsync(container.Unit, UnitProcesses.All, Kill, cancellationToken);
            await Task.Delay(Glance, time, cancellationToken);
        }
    }

    private async Task KillLateAsync(SystemdContainer container)
    {
        while (container.IsRunning && !_ends.IsCancellationRequested)
        {
            try
            {
                await SignalAsync(container, UnitProcesses.All, Kill);
                return;
            }
            catch (ProviderException exception)
            {
                LogNotKilled(exception, container.Id);
                await Task.Delay(Again, time, CancellationToken.None);
            }
        }
    }

    private async Task SignalAsync(SystemdContainer container, UnitProcesses processes, int signal)
    {
        try
        {
            await manager.KillUnitAsync(container.Unit, processes, signal, CancellationToken.None);
        }
        catch (ProviderException exception) when (exception.Reason == ErrorReason.NotFound)
        {
            _ = CheckAsync(container); // it has ended meanwhile
        }
    }

    /// <summary>What was heard of a unit while it was started.</summary>
    private sealed class Start
    {
        public volatile bool MayHaveEnded;
    }
}
