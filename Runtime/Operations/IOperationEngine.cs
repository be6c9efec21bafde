using Reeve.Clusters;

namespace Reeve.Runtime.Operations;

/// <summary>
/// Carries out operations on clusters so that each ends in "done" or "as before", whatever happens: steps fail, somebody cancels, the process
/// is killed at any moment. Thread-safe.
/// </summary>
/// <remarks>
/// <code>
/// request ──► journal: plan ──► for each step in order of dependencies, independent ones side by side:
///                                 check ──► journal: what is there ──► apply ──► journal: what was made ──► verify ──► journal: done
///                                    │ a step fails, or somebody cancels
///                                    ▼
///             journal: undo ──► the same steps in reverse: journal ──► undo ──► journal ──► undone
///             all done ──► removals, if everything shall go ──► ledger ──► journal: ended
/// </code>
/// A line of the journal is on disk (fsync) before what it announces begins. After a restart an operation goes on in the direction that it
/// had; a step of which it is not known how far it came is applied, or undone, again from the state that was recorded before its first try.
/// </remarks>
public interface IOperationEngine
{
    /// <summary>Begins an operation. Returns once it is on disk; it goes on by itself.</summary>
    /// <param name="request">The operation.</param>
    /// <param name="cancellationToken">Stops waiting for the disk.</param>
    /// <exception cref="OperationConflictException">Another operation on this cluster goes on.</exception>
    /// <exception cref="ArgumentException">The plan is no graph: a step twice, an unknown or circular dependency.</exception>
    Task<Operation> StartAsync(OperationRequest request, CancellationToken cancellationToken);

    /// <summary>Says what an operation would do; changes nothing.</summary>
    /// <param name="request">The operation.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<OperationPreview> PreviewAsync(OperationRequest request, CancellationToken cancellationToken);

    /// <summary>An operation, running or ended, or null if there is none of this id.</summary>
    /// <param name="id">Its id.</param>
    Operation? Find(string id);

    /// <summary>All operations that are remembered, latest first.</summary>
    /// <param name="cluster">Of this cluster alone; null for all.</param>
    IReadOnlyList<Operation> List(ClusterId? cluster);

    /// <summary>The operation as it is, then again after changes, until it has ended or is stuck. A slow reader misses states between, never the last one.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Ends the watching.</param>
    /// <exception cref="KeyNotFoundException">There is none of this id.</exception>
    IAsyncEnumerable<Operation> WatchAsync(string id, CancellationToken cancellationToken);

    /// <summary>Takes an operation back. Returns once that is on disk; the undoing goes on by itself.</summary>
    /// <param name="id">Its id.</param>
    /// <exception cref="KeyNotFoundException">There is none of this id.</exception>
    /// <exception cref="OperationConflictException">It has ended, or is beyond the point where it can be taken back.</exception>
    void Cancel(string id);

    /// <summary>Lets an operation that is stuck try again, in the direction that it had.</summary>
    /// <param name="id">Its id.</param>
    /// <exception cref="KeyNotFoundException">There is none of this id.</exception>
    /// <exception cref="OperationConflictException">It is not stuck.</exception>
    void Retry(string id);

    /// <summary>Gives up an operation that is stuck: what is half done stays, and the cluster can be changed again.</summary>
    /// <param name="id">Its id.</param>
    /// <exception cref="KeyNotFoundException">There is none of this id.</exception>
    /// <exception cref="OperationConflictException">It is not stuck.</exception>
    void Abandon(string id);

    /// <summary>What operations have made for a cluster and not taken back, in the order in which it was made.</summary>
    /// <param name="cluster">The cluster.</param>
    IReadOnlyList<AppliedStep> GetLedger(ClusterId cluster);
}
