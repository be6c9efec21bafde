using Reeve.Host.CommandLine;
using Reeve.Host.Rendering;
using Reeve.Kubernetes;
using Reeve.Runtime.Pods;

namespace Reeve.Host.Agent;

/// <summary>Shows what becomes of pods, and finds out when all of them have ended.</summary>
/// <param name="cli">The world.</param>
/// <param name="host">The agent.</param>
/// <param name="keys">The pods that were asked for; what else is there was adopted and is not waited for.</param>
/// <param name="live">Show a table that changes in place instead of lines.</param>
internal sealed class PodProgress(Cli cli, AgentHost host, IReadOnlySet<string> keys, bool live)
{
    private readonly Dictionary<string, Pod> _wanted = [];

    /// <summary>Shows progress until cancelled, or until all pods that were asked for have ended.</summary>
    /// <returns>The exit code that says how they ended.</returns>
    public async Task<int> RunAsync(bool untilDone, CancellationToken cancellationToken)
    {
        await using var table = live ? LiveTable.Start(cli) : null;
        var lines = new PodLines(cli, withNamespace: true);
        var isSynced = false;
        await foreach (var change in host.Pods.WatchAsync(cancellationToken))
        {
            if (change.Record is { } record)
            {
                var removed = change.Kind == PodRecordChangeKind.Removed;
                Note(record, removed);
                if (table is null)
                {
                    lines.Write(record.Pod, removed);
                }
                else
                {
                    table.Show([.. _wanted.Values]);
                }
            }

            isSynced |= host.Pods.Synced.IsCompletedSuccessfully;
            if (untilDone && isSynced && keys.All(IsDone))
            {
                break;
            }
        }

        return keys.All(key => _wanted[key].Status.Phase == PodPhases.Succeeded) ? ExitCodes.Success : ExitCodes.Failure;
    }

    private bool IsDone(string key) =>
        _wanted.TryGetValue(key, out var pod) && pod.Status.Phase is PodPhases.Succeeded or PodPhases.Failed;

    // A pod that was deleted by hand before its end did not succeed.
    private void Note(PodRecord record, bool removed)
    {
        if (keys.Contains(record.SourceKey))
        {
            _wanted[record.SourceKey] = removed && !record.Finished
                ? record.Pod with { Status = record.Pod.Status with { Phase = PodPhases.Failed, Reason = "Deleted" } }
                : record.Pod;
        }
    }
}
