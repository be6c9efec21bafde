using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Containers;

/// <summary>Changes the resources of a running container.</summary>
public interface IContainerUpdate
{
    /// <summary>Applies requests and limits to a running attempt.</summary>
    /// <param name="container">The attempt.</param>
    /// <param name="resources">What shall be in force.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<PodChangeResult> UpdateResourcesAsync(
        ContainerId container, ResourceRequirements resources, CancellationToken cancellationToken);
}
