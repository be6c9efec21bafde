using Reeve.Workloads;

namespace Reeve.Runtime.Pods;

/// <summary>
/// Makes the pods of one node run: takes them from their sources, checks and resolves them, hands them to the provider, and
/// keeps their status. Thread-safe.
/// </summary>
public interface IPodManager : IPodStateReader, IAsyncDisposable
{
    /// <summary>
    /// Completes when the backend has listed what it runs, every source has given all its pods, and each of them is known here.
    /// </summary>
    Task Synced { get; }

    /// <summary>Whose pods these are; with a record's UID it makes the <see cref="PodId"/> that the provider knows.</summary>
    Owner Owner { get; }

    /// <summary>The provider that runs the pods, for its capabilities: logs, exec, attach, port-forward, stats.</summary>
    IWorkloadProvider Provider { get; }

    /// <summary>What the backend offers; null until it has said so.</summary>
    NodeDescription? Node { get; }

    /// <summary>Finds the pods of an earlier run again and begins to work.</summary>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="IOException">The state directory cannot be read or written.</exception>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Ends the work and writes what is not on disk yet.</summary>
    /// <param name="stopWorkloads">
    /// False: workloads go on and are found again by the next start. True: all pods are stopped, each within its grace period; they
    /// stay on record as Failed with reason <c>Stopped</c> unless they had ended before.
    /// </param>
    /// <param name="cancellationToken">Ends the waiting for workloads to stop.</param>
    Task StopAsync(bool stopWorkloads, CancellationToken cancellationToken);

    /// <summary>
    /// Gives every pod, then <see cref="PodRecordChangeKind.Synced"/>, then each change. A reader that is slower than the changes gets the
    /// newest state of each pod, and every removal.
    /// </summary>
    /// <param name="cancellationToken">Ends the watch.</param>
    IAsyncEnumerable<PodRecordChange> WatchAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Deletes a pod: it is stopped, everything of it is freed, and it is forgotten. A second call with a shorter grace period shortens it.
    /// A pod that its source still holds comes back with the next start of the agent.
    /// </summary>
    /// <param name="podNamespace">Its namespace.</param>
    /// <param name="name">Its name.</param>
    /// <param name="gracePeriod">How long it may take to stop; zero: by force, at once; null: as the pod says.</param>
    /// <param name="cancellationToken">Stops waiting, not the deletion.</param>
    /// <returns>Completes when the pod is gone.</returns>
    /// <exception cref="ProviderException"><see cref="ErrorReason.NotFound"/>: no such pod.</exception>
    Task DeletePodAsync(string podNamespace, string name, TimeSpan? gracePeriod, CancellationToken cancellationToken);

    /// <summary>Deletes a pod by its UID.</summary>
    /// <inheritdoc cref="DeletePodAsync(string, string, TimeSpan?, CancellationToken)"/>
    /// <param name="uid">Its UID.</param>
    Task DeletePodAsync(string uid, TimeSpan? gracePeriod, CancellationToken cancellationToken);

    /// <summary>
    /// Ends a pod that stays on record as Failed, such as one that is evicted, or whose machine shuts down. It does not run again under
    /// this UID. A pod that has ended already, or is being deleted, stays as it is.
    /// </summary>
    /// <param name="uid">Its UID.</param>
    /// <param name="gracePeriod">How long it may take to stop; null: as the pod says.</param>
    /// <param name="failure">The reason and the message in its status.</param>
    /// <param name="cancellationToken">Stops waiting, not the end.</param>
    /// <returns>Completes when nothing of it runs.</returns>
    /// <exception cref="ProviderException"><see cref="ErrorReason.NotFound"/>: no such pod.</exception>
    Task EndPodAsync(string uid, TimeSpan? gracePeriod, PodFailure failure, CancellationToken cancellationToken);

    /// <summary>Refuses each pod that was not admitted yet, from now on and for good: the node goes down.</summary>
    /// <param name="failure">The reason and the message in the status of such a pod.</param>
    void RefusePods(PodFailure failure);
}
