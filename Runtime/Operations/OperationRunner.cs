using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Reeve.Runtime.Operations.Audit;
using Reeve.Runtime.Operations.Journal;
using Reeve.Runtime.Operations.Steps;

namespace Reeve.Runtime.Operations;

/// <summary>Lets operations go on in the background, each by one task at a time, and tells the audit trail how they end. Thread-safe.</summary>
internal sealed partial class OperationRunner(
    OperationOptions options, IProvisionerSource provisioners, StepServices services, LedgerStore ledgers, IAuditLog audit, ILogger logger) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Task> _tasks = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Lets an operation go on, after what still runs of it has ended.</summary>
    public void Go(OperationRun run)
    {
        lock (_lock)
        {
            var before = _tasks.GetValueOrDefault(run.Intent.Id, Task.CompletedTask);
            _tasks[run.Intent.Id] = Task.Run(() => DriveAsync(run, before));
        }
    }

    /// <summary>Forgets an operation that has ended.</summary>
    public void Forget(string id)
    {
        lock (_lock)
        {
            _tasks.Remove(id);
        }
    }

    /// <summary>Writes to the audit trail.</summary>
    /// <exception cref="IOException">It is not on disk.</exception>
    public void Record(OperationIntent intent, string result, string message) => audit.Append(new AuditEntry
    {
        Time = services.Time.GetUtcNow(),
        Action = intent.Title.Length > 0 ? intent.Title : intent.Intent.ToString(),
        Subject = intent.Cluster.ToString(),
        ClusterType = intent.Provisioner,
        ClusterVersion = intent.Version,
        OperationId = intent.Id,
        Actor = intent.RequestedBy,
        Result = result,
        Message = message,
    });

    /// <summary>Ends the work on operations; they go on at the next start.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        Task[] running;
        lock (_lock)
        {
            running = [.. _tasks.Values];
        }

        await Task.WhenAll(running).WaitAsync(cancellationToken);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task DriveAsync(OperationRun run, Task before)
    {
        await before;
        if (run.Read(book => book.EndedAt.HasValue || book.State is OperationState.Stuck))
        {
            return; // the one before has brought it to its end
        }

        if (provisioners.Find(run.Intent.Provisioner) is not { } provisioner)
        {
            run.Halt($"The provisioner {run.Intent.Provisioner} is not loaded; add its plugin and retry the operation.");
            return;
        }

        var ledger = ledgers.Get(run.Intent.Cluster);
        var steps = new StepDriver(run, provisioner, services, ledger, options.UndoTries);
        var driver = new OperationDriver(run, steps, StepGraph.Of(run.Intent.Steps), ledgers, options.Parallelism);
        try
        {
            await driver.RunAsync(_stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            // A fault of the engine's own. The agent and other operations go on; this one says why it does not.
            LogFault(e, run.Intent.Id);
            run.Halt($"Internal error: {e.Message}");
        }

        Report(run);
    }

    private void Report(OperationRun run)
    {
        var (state, error) = run.Read(book => (book.State, book.Error));
        LogEnded(run.Intent.Id, run.Intent.Intent, run.Intent.Cluster, state, error);
        try
        {
            Record(run.Intent, state.ToString(), error);
        }
        catch (IOException e)
        {
            LogNotAudited(run.Intent.Id, state, e.Message);
        }
    }
}
