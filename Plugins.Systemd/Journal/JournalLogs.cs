using System.ComponentModel;
using System.Diagnostics;
using Reeve.Kubernetes;
using Reeve.Machine.Containers;
using Reeve.Plugins.Systemd.Containers;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Journal;

/// <summary>Gives what containers wrote back from the journal. Thread-safe.</summary>
internal sealed class JournalLogs(ContainerTable<SystemdContainer> table, bool isChosen)
{
    private const int BatchBytes = 64 * 1024;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250); // at most so long after its end following ends

    /// <inheritdoc cref="Reeve.Containers.IContainerLogStore.ReadLogsAsync"/>
    public async Task<bool> ReadAsync(ContainerId id, LogQuery query, Stream output, CancellationToken cancellationToken)
    {
        var container = table.Find(id);
        if (container is null ? !isChosen : !container.Fields.IsInJournal)
        {
            return false;
        }

        var hasEnded = container is not { IsRunning: true };
        if (hasEnded)
        {
            await SyncAsync(cancellationToken);
        }

        using var reader = new JournalReader(id, query.Stream);
        reader.Seek(query);
        using var batch = new MemoryStream();
        while (true)
        {
            var more = await Task.Run(() => reader.Read(batch, BatchBytes), cancellationToken);
            if (batch.Length > 0)
            {
                await output.WriteAsync(batch.GetBuffer().AsMemory(0, (int)batch.Length), cancellationToken);
                await output.FlushAsync(cancellationToken);
                batch.SetLength(0);
            }

            if (!more && (!query.Follow || hasEnded))
            {
                return true;
            }

            if (!more)
            {
                hasEnded = container is not { IsRunning: true };
                await (hasEnded ? SyncAsync(cancellationToken) : Task.CompletedTask);
                await Task.Run(() => reader.Wait(hasEnded ? TimeSpan.Zero : Glance), cancellationToken);
            }
        }
    }

    /// <summary>Waits until the journal has taken in what was written before.</summary>
    private static async Task SyncAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("journalctl", ["--sync"]) { RedirectStandardError = true })
                ?? throw new ProviderException(ErrorReason.Transient, "journalctl cannot be started.");
            await process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (Win32Exception exception)
        {
            throw new ProviderException(ErrorReason.Unsupported, $"journalctl, by which the journal is asked to take everything in, cannot be started: {exception.Message}", exception);
        }
    }
}
