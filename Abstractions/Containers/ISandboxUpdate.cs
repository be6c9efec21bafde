using Reeve.Workloads;

namespace Reeve.Containers;

/// <summary>Changes the resources of a pod as a whole while it runs, beside <see cref="IContainerUpdate"/>.</summary>
public interface ISandboxUpdate
{
    /// <summary>Applies <c>spec.resources</c> and what follows from its containers' resources. Called before those of containers are changed.</summary>
    /// <param name="pod">The pod as it shall be.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<PodChangeResult> UpdateResourcesAsync(ResolvedPod pod, CancellationToken cancellationToken);
}
