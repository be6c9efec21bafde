using Reeve.Runtime.Operations.Journal;
using Reeve.Runtime.Operations.Steps;

namespace Reeve.Runtime.Operations;

/// <summary>Drives one operation to its end, from wherever its journal says that it is.</summary>
/// <remarks>
/// <code>
///                     all done                                    all taken back
/// 1 forward ─────────────────────────► 3 removals ──► 4 settle ◄───────────────── 2 back
///     └── a step failed, or cancelled ──────────────────────────────────────────────▲
/// </code>
/// </remarks>
internal sealed class OperationDriver(OperationRun run, StepDriver steps, StepGraph graph, LedgerStore ledgers, int parallelism)
{
    /// <summary>Goes on until the operation has ended or is stuck.</summary>
    /// <exception cref="OperationCanceledException">The agent stops: the operation goes on when it starts again.</exception>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            var failure = await ForwardAsync(stopping) ?? await BackAsync(stopping) ?? await RemoveAsync(stopping);
            if (failure is null)
            {
                Settle();
            }
            else
            {
                run.Append(OperationRecordKind.Stuck, message: failure);
            }
        }
        catch (Exception e) when (e is JournalException or IOException or UnauthorizedAccessException)
        {
            run.Halt(e.Message); // what is on disk says how far it is
        }
    }

    /// <summary>1. Steps whose dependencies are done, side by side. After a failure those that run are waited for.</summary>
    /// <returns>Why it is stuck, or null.</returns>
    private async Task<string?> ForwardAsync(CancellationToken stopping)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, run.Cancelled);
        var running = new Dictionary<string, Task<string?>>(StringComparer.Ordinal);
        string? failure = null;
        while (true)
        {
            if (failure is null && !IsTurnedBack)
            {
                foreach (var step in Free(running).Take(parallelism - running.Count))
                {
                    running.Add(step.Step.Id, steps.ForwardAsync(step, either.Token));
                }
            }

            if (running.Count == 0)
            {
                break;
            }

            var ended = await Task.WhenAny(running.Values);
            running.Remove(running.First(entry => entry.Value == ended).Key);
            failure ??= await OutcomeAsync(ended, running.Values, stopping);
        }

        if (failure is null)
        {
            return null;
        }

        if (run.Intent.OnFailure is FailurePolicy.Keep)
        {
            return failure;
        }

        run.TryAppend(OperationRecordKind.TurnedBack, book => !book.IsTurnedBack, failure);
        return null;
    }

    /// <summary>2. What was begun, in reverse. What cannot be taken back stays, and is in the ledger.</summary>
    private async Task<string?> BackAsync(CancellationToken stopping)
    {
        if (!IsTurnedBack)
        {
            return null;
        }

        foreach (var step in run.Read(book => book.ToUndo.Where(step => step.Step.Reversible).ToList()))
        {
            if (await steps.BackAsync(step, stopping) is { } failure)
            {
                return failure;
            }
        }

        return null;
    }

    /// <summary>3. What earlier operations made, the latest first. There is no way back from here.</summary>
    private async Task<string?> RemoveAsync(CancellationToken stopping)
    {
        if (IsTurnedBack || run.Intent.Removals.Count == 0)
        {
            return null;
        }

        if (!run.TryAppend(OperationRecordKind.Removing, book => !book.IsTurnedBack && !book.IsRemoving) && IsTurnedBack)
        {
            return await BackAsync(stopping); // cancelled at the last moment
        }

        foreach (var step in run.Read(book => book.Removals.Where(step => step.State != StepState.Undone).ToList()))
        {
            if (await steps.BackAsync(step, stopping) is { } failure)
            {
                return failure;
            }
        }

        return null;
    }

    /// <summary>4. What is there now is on disk before the operation is said to have ended; done twice it is the same.</summary>
    private void Settle()
    {
        var cluster = run.Intent.Cluster;
        ledgers.Set(cluster, run.Read(book => book.Settle(ledgers.Get(cluster))));
        run.Append(OperationRecordKind.Ended, state: IsTurnedBack ? OperationState.Undone : OperationState.Done);
    }

    private bool IsTurnedBack => run.Read(book => book.IsTurnedBack);

    private List<StepBook> Free(Dictionary<string, Task<string?>> running) => run.Read(book => graph.Order
        .Select(step => book[step.Id])
        .Where(step => !step.IsDone && !running.ContainsKey(step.Step.Id) && graph.IsFree(step.Step.Id, other => book[other].IsDone))
        .ToList());

    /// <summary>How a step ended. One that was interrupted because the operation is taken back has not failed.</summary>
    private static async Task<string?> OutcomeAsync(Task<string?> ended, IEnumerable<Task<string?>> others, CancellationToken stopping)
    {
        try
        {
            return await ended;
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return null;
        }
        catch
        {
            // The agent stops, or the journal cannot be written. Nobody must work on unseen.
            await Task.WhenAll(others.Select(other => other.ContinueWith(static _ => { }, TaskScheduler.Default)));
            throw;
        }
    }
}
