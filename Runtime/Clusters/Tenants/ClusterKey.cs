using Reeve.Clusters;

namespace Reeve.Runtime.Clusters.Tenants;

/// <summary>
/// Clusters as one text: <c>NAME</c>, or <c>NAME.TENANT</c> for one of a tenant. Names and tenants are RFC 1123 labels, which hold no dots, so that
/// no two clusters have one key. The tenant <c>default</c> is nobody's: <c>a.default</c> is <c>a</c>.
/// </summary>
public static class ClusterKey
{
    /// <summary>How the tenant is written that clusters have where nothing is said; in <see cref="ClusterId.Tenant"/> it is empty.</summary>
    public const string DefaultTenant = "default";

    /// <summary>The key of a cluster.</summary>
    /// <param name="tenant">The tenant; empty or <c>default</c> for none.</param>
    /// <param name="name">The cluster's name.</param>
    public static string Of(string tenant, string name) => TenantOf(tenant) is { Length: > 0 } stated ? $"{name}.{stated}" : name;

    /// <summary>What a key says. Whether both are labels is for others to check.</summary>
    /// <param name="key">The key.</param>
    public static (string Tenant, string Name) Read(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? ("", key) : (TenantOf(key[(dot + 1)..]), key[..dot]);
    }

    /// <summary>A tenant as identities have it: empty for <c>default</c>.</summary>
    /// <param name="tenant">The tenant as somebody wrote it.</param>
    public static string TenantOf(string tenant) => tenant == DefaultTenant ? "" : tenant;

    /// <summary>A tenant as people read it: <c>default</c> for none.</summary>
    /// <param name="tenant">The tenant of an identity.</param>
    public static string Shown(string tenant)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        return tenant.Length == 0 ? DefaultTenant : tenant;
    }
}
