using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;
using Reeve.Plugins.Process.Native;
using Reeve.Plugins.Process.Processes;
using Reeve.Plugins.Process.Records;

namespace Reeve.Plugins.Process.Supervision;

/// <summary>Finds the containers of a former agent again. What is not proven to run is not taken for running.</summary>
internal sealed partial class ContainerAdoption(
    ContainerStore store, LeftoverKiller leftovers, Owner owner, string bootId, TimeProvider time, ILogger logger)
{
    /// <summary>Every container of this owner that has a record.</summary>
    public async Task<IReadOnlyList<SupervisedContainer>> AdoptAsync(CancellationToken cancellationToken)
    {
        var containers = new List<SupervisedContainer>();
        foreach (var token in store.Tokens())
        {
            if (await AdoptAsync(token, cancellationToken) is { } container)
            {
                containers.Add(container);
            }
        }

        return containers;
    }

    private async Task<SupervisedContainer?> AdoptAsync(string token, CancellationToken cancellationToken)
    {
        var found = store.ReadStart(token);
        var label = found is null ? null : ParseLabel(found.Value.Label);
        if (label is null)
        {
            // Torn: its supervisor was killed while it wrote, or the power failed. The workload never ran, or nothing runs.
            LogWithoutRecord(token);
            store.Remove(token);
            await leftovers.KillAsync(token, session: null, cancellationToken);
            return null;
        }

        var id = label.ToId(owner);
        if (label.Owner != owner.Token || id.Token != token)
        {
            LogForeign(token);
            return null;
        }

        var start = found!.Value.Start;
        if (store.ReadEnd(token) is null && start?.BootId == bootId && OpenSupervisor(start) is { } supervisor)
        {
            LogAdopted(id, start.MainPid);
            return new SupervisedContainer(Observations.Running(id, start), label, start, supervisor);
        }

        var end = await EndOfAsync(token, start, cancellationToken);
        LogEnded(id, end.Kind);
        return new SupervisedContainer(Observations.Ended(id, label, start, end), label, start, null);
    }

    private async Task<EndRecord> EndOfAsync(string token, StartRecord? start, CancellationToken cancellationToken)
    {
        // Read again: it may have ended between the two looks above.
        if (store.ReadEnd(token) is { } end)
        {
            return end;
        }

        var kind = start?.BootId == bootId ? EndKind.Lost : EndKind.Rebooted;
        if (kind == EndKind.Lost)
        {
            await leftovers.KillAsync(token, session: null, cancellationToken);
        }

        var now = time.GetUtcNow();
        store.WriteEnd(token, kind, now);
        return new EndRecord { Kind = kind, Time = now };
    }

    private static SafeFileHandle? OpenSupervisor(StartRecord start)
    {
        var supervisor = PidFd.Open(start.SupervisorPid);
        if (supervisor is null || ProcessList.IsAlive(start.SupervisorPid, start.SupervisorStart))
        {
            return supervisor;
        }

        supervisor.Dispose();
        return null;
    }

    private ContainerLabel? ParseLabel(string json)
    {
        try
        {
            return ContainerLabel.Parse(json);
        }
        catch (JsonException exception)
        {
            LogUnreadable(exception);
            return null;
        }
    }
}
