namespace Reeve.Clusters;

/// <summary>The identity of a cluster that this agent makes. Immutable; compared by value.</summary>
public sealed record ClusterId
{
    /// <summary>Whose cluster it is: marks every resource, so that two agents never touch each other's.</summary>
    public required Owner Owner { get; init; }

    /// <summary>The tenant; empty where there are none.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>The cluster's name (RFC 1123 label), unique for owner and tenant.</summary>
    public required string Name { get; init; }

    /// <summary>Its key: <c>NAME</c>, or <c>NAME.TENANT</c>. Names and tenants hold no dots.</summary>
    public override string ToString() => Tenant.Length == 0 ? Name : $"{Name}.{Tenant}";
}
