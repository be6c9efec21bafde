using Reeve.Host.CommandLine;
using Reeve.Host.Control;
using Reeve.Host.Rendering;
using Reeve.Kubernetes;
using Reeve.Runtime.Pods;

namespace Reeve.Host.Agent;

/// <summary>Shows what becomes of pods, and finds out when those that were asked for have ended.</summary>
/// <param name="cli">The world.</param>
/// <param name="pods">The pods.</param>
/// <param name="wanted">The pods that were asked for; what else is there was adopted and is not waited for.</param>
/// <param name="untilDone">Return when they have ended; only they are shown then.</param>
internal sealed class PodProgress(Cli cli, IPodManager pods, IReadOnlyList<PodKey> wanted, bool untilDone)
{
    private readonly PodLines _lines = new(cli, withNamespace: true);

    // What was shown last of each pod that was asked for: its end counts once the user has seen it.
    private readonly Dictionary<PodKey, (PodRecord Record, bool Removed)> _shown = [];

    /// <summary>Shows progress until cancelled, or until the pods have ended.</summary>
    /// <returns>The exit code that says how they ended.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var table = untilDone && cli.OutIsTerminal ? LiveTable.Start(cli) : null;
        await using var changes = pods.WatchAsync(watching.Token).GetAsyncEnumerator(watching.Token);
        var next = changes.MoveNextAsync().AsTask();
        while (!IsDone())
        {
            // Being synced is no change of a pod, but may be what was missing.
            await Task.WhenAny(next, pods.Synced.IsCompleted ? next : pods.Synced);
            if (next.IsCompleted)
            {
                await next;
                Show(changes.Current, table);
                next = changes.MoveNextAsync().AsTask();
            }
        }

        await watching.CancelAsync();
        await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return wanted.All(key => _shown[key].Record.Pod.Status.Phase == PodPhases.Succeeded) ? ExitCodes.Success : ExitCodes.Failure;
    }

    private void Show(PodRecordChange change, LiveTable? table)
    {
        if (change.Record is not { } record)
        {
            return;
        }

        var removed = change.Kind == PodRecordChangeKind.Removed;
        var key = PodLookup.KeyOf(record.Pod);
        if (untilDone && !wanted.Contains(key))
        {
            return;
        }

        // A pod that runs once more follows the one before: the removal of the old one is not the end of the new one.
        if (!removed || !_shown.TryGetValue(key, out var last) || last.Record.Uid == record.Uid)
        {
            _shown[key] = (record, removed);
        }

        if (table is null)
        {
            _lines.Write(record.Pod, removed);
        }
        else
        {
            table.Show([.. _shown.Values.Select(shown => shown.Record.Pod)]);
        }
    }

    private bool IsDone() => untilDone && pods.Synced.IsCompletedSuccessfully && wanted.All(key =>
        _shown.TryGetValue(key, out var shown) && pods.Find(key.Namespace, key.Name) switch
        {
            null => shown.Removed,
            { } newest when newest.Uid != shown.Record.Uid => false,

            // A pod may be told to be gone a moment before it is not found any more, and nothing is told after that.
            _ => shown.Removed || shown.Record is { Finished: true, Pod.Metadata.DeletionTimestamp: null },
        });
}
