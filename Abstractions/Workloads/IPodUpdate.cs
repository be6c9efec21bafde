namespace Reeve.Workloads;

/// <summary>Changes a pod that runs.</summary>
public interface IPodUpdate
{
    /// <summary>Makes a running pod what its changed object says.</summary>
    /// <param name="next">The pod as it shall be; its identity is that of a known pod.</param>
    /// <param name="changes">What differs from the last state that was accepted.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>One answer for each kind of change that was asked for; what is left out counts as infeasible.</returns>
    /// <exception cref="ProviderException"><see cref="ErrorReason.NotFound"/>: no such pod.</exception>
    Task<IReadOnlyList<PodChangeResult>> UpdatePodAsync(ResolvedPod next, PodChanges changes, CancellationToken cancellationToken);
}
