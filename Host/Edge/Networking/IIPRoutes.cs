namespace Reeve.Host.Edge.Networking;

/// <summary>The machine's IP routes, as they are in the kernel: nothing is kept beside it. Thread-safe.</summary>
internal interface IIPRoutes
{
    /// <summary>Routes of the main table, of both families.</summary>
    /// <exception cref="ProviderException">They cannot be read.</exception>
    Task<IReadOnlyList<IPRoute>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Adds a route.</summary>
    /// <exception cref="ProviderException">It cannot be added.</exception>
    Task AddAsync(IPRoute route, CancellationToken cancellationToken);

    /// <summary>Removes a route.</summary>
    /// <exception cref="ProviderException">It cannot be removed.</exception>
    Task DeleteAsync(IPRoute route, CancellationToken cancellationToken);
}
