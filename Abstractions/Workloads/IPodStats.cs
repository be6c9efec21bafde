namespace Reeve.Workloads;

/// <summary>Measures what pods use.</summary>
public interface IPodStats
{
    /// <summary>Measures all running pods of this owner at once.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<PodStats>> GetStatsAsync(CancellationToken cancellationToken);
}
