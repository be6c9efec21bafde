using Reeve.Workloads;

namespace Reeve.Runtime.Pods;

/// <summary>
/// Tells somebody outside, such as an API server, what becomes of the pods of a node. Thread-safe; disposed by its owner, after the manager.
/// </summary>
public interface IPodReporter
{
    /// <summary>Takes the newest state of a pod. Returns at once; of states that follow each other closely only the last one needs telling.</summary>
    /// <param name="record">The pod; those of one pod come in order.</param>
    void Report(PodRecord record);

    /// <summary>Takes what happened to a pod. Returns at once.</summary>
    /// <param name="record">The pod.</param>
    /// <param name="happened">What happened.</param>
    void Record(PodRecord record, PodEvent happened);

    /// <summary>
    /// Makes known that nothing of a pod is left, its last state first. A pod that is forgotten before this completed is released again by
    /// the next agent.
    /// </summary>
    /// <param name="record">The pod's last state.</param>
    /// <param name="cancellationToken">The agent ends.</param>
    /// <returns>Completes when it is known, however long that takes.</returns>
    Task ReleaseAsync(PodRecord record, CancellationToken cancellationToken);
}
