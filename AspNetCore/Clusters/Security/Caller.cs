using System.Net;
using Reeve.AspNetCore.Clusters.Sessions;

namespace Reeve.AspNetCore.Clusters.Security;

/// <summary>Who calls.</summary>
internal sealed record Caller
{
    /// <summary>The name for the audit trail: of a token, a certificate, or <c>anonymous</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What he may do.</summary>
    public required ApiRole Role { get; init; }

    /// <summary>The tenants whose clusters and flavors he may see and change, empty text for those of nobody; null for all.</summary>
    public IReadOnlyList<string>? Tenants { get; init; }

    /// <summary>From where.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The session of the status page that he calls in; null for one who has not signed in there.</summary>
    public PageSession? Session { get; init; }

    /// <summary>Whether he may see what belongs to a tenant.</summary>
    /// <param name="tenant">The tenant; empty for nobody.</param>
    public bool Sees(string tenant) => Tenants is null || Tenants.Contains(tenant, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Address is null ? Name : $"{Name}@{Address}";
}
