namespace Reeve.Containers;

/// <summary>Measures what containers use.</summary>
public interface IContainerStats
{
    /// <summary>Measures all running containers of this owner at once.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The measure of each attempt.</returns>
    Task<IReadOnlyDictionary<ContainerId, ContainerStats>> GetStatsAsync(CancellationToken cancellationToken);
}
