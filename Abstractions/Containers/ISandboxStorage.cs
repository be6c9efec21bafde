using Reeve.Workloads;

namespace Reeve.Containers;

/// <summary>Measures what a pod's containers wrote to disk besides volumes and logs, and that no container has for itself.</summary>
public interface ISandboxStorage
{
    /// <summary>Measures a pod.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Bytes on disk; 0 for an unknown pod.</returns>
    Task<long> GetUsedBytesAsync(PodId pod, CancellationToken cancellationToken);
}
