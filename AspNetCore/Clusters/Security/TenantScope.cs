using Reeve.AspNetCore.Clusters.Routes;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.Runtime.Clusters.Tenants;

namespace Reeve.AspNetCore.Clusters.Security;

/// <summary>Keeps callers to their tenants: what belongs to others is not there for them.</summary>
internal static class TenantScope
{
    /// <summary>What says which tenant is meant, in calls about several things.</summary>
    public static readonly (string Name, string Description) Parameter = ("tenant", "Those of this tenant alone; default for those of nobody.");

    /// <summary>The key of the cluster that a call is about.</summary>
    /// <param name="caller">Who calls.</param>
    /// <param name="name">What the path says: <c>NAME</c>, or <c>NAME.TENANT</c>; empty for a call about none.</param>
    /// <param name="tenant">What the parameter says; null for nothing.</param>
    /// <exception cref="ApiException">It is another tenant's, or two are stated.</exception>
    public static string ClusterOf(Caller caller, string name, string? tenant)
    {
        if (name.Length == 0)
        {
            return "";
        }

        var (stated, plain) = ClusterKey.Read(name);
        var isStated = name.Contains('.', StringComparison.Ordinal);
        if (isStated && tenant is { Length: > 0 } && ClusterKey.TenantOf(tenant) != stated)
        {
            throw ApiCall.Invalid("tenant", $"is {tenant}, and the path says {name}");
        }

        var whose = isStated ? stated : TenantOf(caller, tenant);
        var key = ClusterKey.Of(whose, plain);
        return caller.Sees(whose) ? isStated && stated.Length == 0 ? plain : key : throw Missing("cluster", key);
    }

    /// <summary>The tenant that a call means where nothing but the parameter says it: the caller's own, if he has but one.</summary>
    /// <param name="caller">Who calls.</param>
    /// <param name="tenant">What the parameter says; null or empty for nothing.</param>
    public static string TenantOf(Caller caller, string? tenant) =>
        tenant is { Length: > 0 } ? ClusterKey.TenantOf(tenant) : caller.Tenants is [var only] ? only : "";

    /// <summary>Whether a list shows what belongs to a tenant.</summary>
    public static bool Shows(ApiCall call, string tenant) =>
        call.Caller.Sees(tenant) && (call.Query(Parameter.Name) is not { } wanted || ClusterKey.TenantOf(wanted) == tenant);

    /// <summary>What is another's is answered like what is not there.</summary>
    public static ApiException Missing(string what, string name) => new(RpcCode.NotFound, $"There is no {what} {name}.");
}
