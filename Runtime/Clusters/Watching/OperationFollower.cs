using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Reeve.Clusters;
using Reeve.Runtime.Clusters.Observation;
using Reeve.Runtime.Clusters.Provisioners;
using Reeve.Runtime.Clusters.State;
using Reeve.Runtime.Clusters.Workloads;
using Reeve.Runtime.Operations;
using Reeve.Runtime.Operations.Secrets;

namespace Reeve.Runtime.Clusters.Watching;

/// <summary>Takes over into clusters' documents what operations achieved, also those that ended while the agent was away.</summary>
internal sealed partial class OperationFollower(
    ClusterTable table,
    IOperationEngine engine,
    ClusterEyes eyes,
    ClusterTypeMap map,
    ISecretStore secrets,
    StoppedWorkloadsStore stopped,
    TimeProvider time,
    ILogger<OperationFollower> logger) : IDisposable
{
    private static readonly TimeSpan s_lookDeadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    /// <summary>What others have changed lately is seen by the watch; what the operation has changed, at once.</summary>
    private static readonly TimeSpan s_newEnough = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Task> _following = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Raised after the end of an operation was taken over.</summary>
    public event Action<ClusterEntry>? Settled;

    /// <summary>Goes through all operations that are remembered, in their order.</summary>
    public void Resume()
    {
        foreach (var operation in engine.List(null).Reverse())
        {
            var entry = table.GetOrAdd(operation.Cluster.ToString());
            if (entry.Id != operation.Cluster || string.CompareOrdinal(operation.Id, entry.Document.Settled) <= 0)
            {
                continue;
            }

            // Also one that has ended: until that is taken over, what is seen of the cluster is its doing.
            map[entry.Id] = operation.Provisioner;
            entry.SetActive(operation);
            Follow(entry, operation.Id);
        }
    }

    /// <summary>Follows an operation until its end is taken over.</summary>
    public void Follow(ClusterEntry entry, string operation) =>
        _following.AddOrUpdate(operation, id => Begin(entry, id), (id, running) => running.IsCompleted ? Begin(entry, id) : running);

    /// <summary>Takes over the end of an operation now.</summary>
    public async Task SettleAsync(ClusterEntry entry, string id)
    {
        if (engine.Find(id) is { HasEnded: true } operation)
        {
            await SettleAsync(entry, operation, _stopping.Token);
        }
    }

    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_following.Values);
    }

    /// <inheritdoc/>
    public void Dispose() => _stopping.Dispose();

    private Task Begin(ClusterEntry entry, string id) => Task.Run(() => FollowAsync(entry, id, _stopping.Token));

    private async Task FollowAsync(ClusterEntry entry, string id, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var operation in engine.WatchAsync(id, cancellationToken))
                {
                    if (operation.HasEnded)
                    {
                        await SettleAsync(entry, operation, cancellationToken);
                        return;
                    }

                    entry.SetActive(operation);
                }

                await WhileStuckAsync(id, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return; // the next start goes on
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The disk is full, perhaps. What was achieved stays in the journal until it can be taken over.
                LogNotSettled(id, e.Message);
                await PauseAsync(cancellationToken);
            }
        }
    }

    private async Task WhileStuckAsync(string id, CancellationToken cancellationToken)
    {
        while (engine.Find(id) is { State: OperationState.Stuck })
        {
            await Task.Delay(s_pause, time, cancellationToken);
        }
    }

    private async Task PauseAsync(CancellationToken cancellationToken) =>
        await Task.Delay(s_pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task SettleAsync(ClusterEntry entry, Operation operation, CancellationToken cancellationToken)
    {
        if (operation is { Intent: ClusterIntent.Delete, State: OperationState.Done })
        {
            secrets.DeleteAll(entry.Id);
            stopped.Delete(entry.Id);
        }

        if (operation is { Intent: ClusterIntent.Adopt, State: OperationState.Undone } && entry.Document is { Released: false, Installed: false })
        {
            secrets.DeleteAll(entry.Id); // they are the other agent's still
        }

        var observation = await LookAsync(entry, operation, cancellationToken);
        var now = time.GetUtcNow();
        entry.Settle(operation.Id, observation, now, document =>
        {
            var settled = ClusterUpdates.Settled(document, operation, entry.Findings.Values, now);
            return observation is null ? settled : ClusterUpdates.Refreshed(settled, observation, entry.Findings.Values, now);
        });
        LogSettled(operation.Id, operation.Title, entry.Key, operation.State);
        Settled?.Invoke(entry);
    }

    /// <summary>Looks once, so that phase and conditions change together.</summary>
    private async Task<ClusterObservation?> LookAsync(ClusterEntry entry, Operation operation, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(s_lookDeadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await eyes.ObserveAsync(entry.Id, operation.Provisioner, s_newEnough, either.Token);
        }
        catch (ProviderException e)
        {
            LogNotSeen(entry.Key, e.Message);
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotSeen(entry.Key, $"no answer within {s_lookDeadline.TotalSeconds:0} s");
            return null;
        }
    }
}
