namespace Reeve.Plugins.OpenStack.Client.Placement;

/// <summary>Placement; for administrators.</summary>
internal interface IPlacement
{
    /// <summary>The hypervisors.</summary>
    Task<IReadOnlyList<ResourceProvider>> ProvidersAsync(CancellationToken cancellationToken);

    /// <summary>What one has, by <c>VCPU</c>, <c>MEMORY_MB</c>, <c>DISK_GB</c>, …</summary>
    Task<IReadOnlyDictionary<string, Inventory>> InventoriesAsync(string provider, CancellationToken cancellationToken);

    /// <summary>What of it is taken, by the same names.</summary>
    Task<IReadOnlyDictionary<string, long>> UsagesAsync(string provider, CancellationToken cancellationToken);

    /// <summary>What a consumer (a server) has taken, by provider and resource. Empty: nothing.</summary>
    Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>>> AllocationsAsync(string consumer, CancellationToken cancellationToken);
}
