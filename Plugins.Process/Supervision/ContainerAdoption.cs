using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;
using Reeve.Plugins.Process.Native;
using Reeve.Plugins.Process.Processes;
using Reeve.Plugins.Process.Records;

namespace Reeve.Plugins.Process.Supervision;

/// <summary>Finds the containers of a former agent again. What is not proven to run is not taken for running.</summary>
internal sealed partial class ContainerAdoption(
    RecordJournal journal, LeftoverKiller leftovers, Owner owner, string bootId, TimeProvider time, ILogger logger)
{
    /// <summary>Every container of this owner that has a record.</summary>
    public async Task<IReadOnlyList<SupervisedContainer>> AdoptAsync(CancellationToken cancellationToken)
    {
        var containers = new List<SupervisedContainer>();
        foreach (var entry in journal.Open())
        {
            if (await AdoptAsync(entry, cancellationToken) is { } container)
            {
                containers.Add(container);
            }
        }

        return containers;
    }

    private async Task<SupervisedContainer?> AdoptAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        var label = ParseLabel(entry.Label ?? "");
        if (label is null)
        {
            return null;
        }

        var id = label.ToId(owner);
        if (label.Owner != owner.Token || id.Token != entry.Token)
        {
            LogForeign(entry.Token);
            return null;
        }

        if (entry is { End: null, Start: { } start } && start.BootId == bootId && OpenSupervisor(start) is { } supervisor)
        {
            LogAdopted(id, start.MainPid);
            return new SupervisedContainer(Observations.Running(id, start), label, start, supervisor);
        }

        var end = await EndOfAsync(entry, cancellationToken);
        LogEnded(id, end.Kind);
        return new SupervisedContainer(Observations.Ended(id, label, entry.Start, end), label, entry.Start, null);
    }

    private async Task<EndRecord> EndOfAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        // Read again: it may have ended since the first look.
        if (journal.ReadEnd(entry.Token) is { } end)
        {
            return end;
        }

        var kind = entry.Start?.BootId == bootId ? EndKind.Lost : EndKind.Rebooted;
        if (kind == EndKind.Lost)
        {
            await leftovers.KillAsync(entry.Token, session: null, cancellationToken);
        }

        var now = time.GetUtcNow();
        journal.WriteEnd(entry.Token, kind, now);
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
