namespace Reeve.Runtime.Clusters.Tenants;

/// <summary>How much a tenant may have. Immutable.</summary>
public sealed record TenantQuota
{
    /// <summary>Most clusters; null for any number. Those that could not be made, and were not removed, count.</summary>
    public int? Clusters { get; init; }

    /// <summary>Most machines of all its clusters together; null for any number.</summary>
    public int? Machines { get; init; }
}
