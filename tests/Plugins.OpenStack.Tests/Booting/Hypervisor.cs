using System.Collections.Concurrent;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Tests.Booting;

/// <summary>Boots each server of a cloud once, and takes away those that are deleted.</summary>
internal sealed class Hypervisor : IAsyncDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<string, (string Name, Task<BootedMachine> Machine)> _machines = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _end = new();
    private readonly ICloudFloor _floor;
    private readonly Wire _wire;
    private int _last;

    public Hypervisor(ICloudFloor floor, Wire wire)
    {
        (_floor, _wire) = (floor, wire);
        Running = RunAsync();
    }

    /// <summary>Ends when a machine does not boot.</summary>
    public Task Running { get; }

    /// <summary>How many machines there are.</summary>
    public int Count => _machines.Count;

    /// <summary>A machine that was booted, by its name.</summary>
    public Task<BootedMachine> FindAsync(string name) => _machines.Values.Single(machine => machine.Name == name).Machine;

    /// <summary>What all machines have said at their first start.</summary>
    public async Task<string> LogsAsync()
    {
        var logs = new List<string>();
        foreach (var (name, machine) in _machines.Values.Where(machine => machine.Machine.IsCompletedSuccessfully))
        {
            logs.Add($"---- {name}\n{await (await machine).LogAsync()}");
        }

        return string.Join('\n', logs);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAny(Running); // how it ended was told to whoever waited for it
        foreach (var (_, machine) in _machines.Values)
        {
            await Task.WhenAny(machine);
            if (machine.IsCompletedSuccessfully)
            {
                await (await machine).DisposeAsync();
            }
        }

        _end.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(s_pause);
        try
        {
            do
            {
                await _wire.FloatAsync(await _floor.FloatingAsync());
                var guests = await _floor.GuestsAsync();
                foreach (var guest in guests.Where(guest => !_machines.ContainsKey(guest.Id)))
                {
                    var number = _last++;
                    _machines[guest.Id] = (guest.Metadata[ServerMetadata.Machine], Task.Run(() => BootedMachine.BootAsync(guest, number)));
                }

                foreach (var failed in _machines.Values.Where(machine => machine.Machine.IsFaulted))
                {
                    await failed.Machine;
                }

                foreach (var id in _machines.Keys.Except(guests.Select(guest => guest.Id)))
                {
                    if (_machines.TryRemove(id, out var gone))
                    {
                        await (await gone.Machine).DisposeAsync();
                    }
                }
            }
            while (await timer.WaitForNextTickAsync(_end.Token));
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The end.
        }
    }
}
