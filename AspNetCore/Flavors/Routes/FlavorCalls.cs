using System.Globalization;
using Microsoft.AspNetCore.Http;
using Reeve.AspNetCore.Clusters.Routes;
using Reeve.AspNetCore.Clusters.Security;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.AspNetCore.Flavors.Wire;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Clusters.Flavors;

namespace Reeve.AspNetCore.Flavors.Routes;

/// <summary>Calls about flavors. A caller who is confined to tenants sees theirs and those that all share, and changes theirs alone.</summary>
/// <param name="flavors">The flavors.</param>
/// <param name="clusters">The clusters, which use them.</param>
internal sealed class FlavorCalls(IClusterFlavors flavors, IClusterManager clusters)
{
    /// <summary>Lists them.</summary>
    public Task ListAsync(ApiCall call)
    {
        var users = Users(call);
        var shown = flavors.List().Where(flavor => MaySee(call, flavor.Tenant)
            && (call.Query(TenantScope.Parameter.Name) is null || flavor.Tenant.Length == 0 || TenantScope.Shows(call, flavor.Tenant)));
        return call.WriteAsync(
            new FlavorListDocument { Items = [.. shown.Select(flavor => FlavorDocuments.Of(flavor, flavor.Current, users))] }, ApiJson.TypeInfo<FlavorListDocument>());
    }

    /// <summary>Shows one with its revisions.</summary>
    public Task GetAsync(ApiCall call)
    {
        var flavor = Seen(call);
        var number = call.Query("revision") is not { } text ? 0
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var stated) && stated > 0 ? stated
            : throw ApiCall.Invalid("revision", "is a number from 1 on");
        var revision = flavor.Find(number) ?? throw new ApiException(RpcCode.NotFound, string.Create(CultureInfo.InvariantCulture, $"The flavor {flavor.Name} has no revision {number}."));
        return WriteAsync(call, flavor, revision, StatusCodes.Status200OK);
    }

    /// <summary>Makes one.</summary>
    public async Task CreateAsync(ApiCall call)
    {
        var (content, name) = await ReadAsync(call);
        var flavor = flavors.Create(Own(call, name), name, content, call.Caller.ToString());
        await WriteAsync(call, flavor, flavor.Current, StatusCodes.Status201Created);
    }

    /// <summary>Adds a revision.</summary>
    public async Task ReviseAsync(ApiCall call)
    {
        var (content, name) = await ReadAsync(call);
        var flavor = flavors.Revise(Changed(call, name), name, content, call.Caller.ToString());
        await WriteAsync(call, flavor, flavor.Current, StatusCodes.Status200OK);
    }

    /// <summary>Removes one.</summary>
    public Task DeleteAsync(ApiCall call)
    {
        var name = call.Values["name"];
        flavors.Delete(Changed(call, name), name);
        return call.WriteAsync(new EmptyDocument(), ApiJson.TypeInfo<EmptyDocument>());
    }

    private static async Task<(FlavorContent Content, string Name)> ReadAsync(ApiCall call)
    {
        var document = await call.ReadAsync(ApiJson.TypeInfo<FlavorDocument>());
        var name = call.Values["name"];
        return document.Name is { Length: > 0 } stated && stated != name
            ? throw ApiCall.Invalid("name", $"is {stated}, and the path says {name}")
            : (FlavorDocuments.Read(document), name);
    }

    private static bool MaySee(ApiCall call, string tenant) => tenant.Length == 0 || call.Caller.Sees(tenant);

    private static string TenantOf(ApiCall call) => TenantScope.TenantOf(call.Caller, call.Query(TenantScope.Parameter.Name));

    // Whose flavor a caller makes: one for all takes somebody who is not confined.
    private static string Own(ApiCall call, string name)
    {
        var tenant = TenantOf(call);
        return tenant.Length == 0 && call.Caller.Tenants is not null ? throw Shared(call, name)
            : MaySee(call, tenant) ? tenant
            : throw TenantScope.Missing("tenant", tenant);
    }

    private static ApiException Shared(ApiCall call, string name) =>
        new(RpcCode.PermissionDenied, $"The flavor {name} would be that of all tenants, and {call.Caller.Name} is confined to some; name one of them (tenant=…).");

    private string Changed(ApiCall call, string name)
    {
        var tenant = TenantOf(call);
        return flavors.Find(tenant, name) is null || !MaySee(call, tenant)
            ? flavors.Find("", name) is not null && tenant.Length > 0 && MaySee(call, tenant) && call.Caller.Tenants is not null
                ? throw new ApiException(RpcCode.PermissionDenied, $"The flavor {name} is that of all tenants; {call.Caller.Name} may make one of that name, and not change it.")
                : throw TenantScope.Missing("flavor", name)
            : Own(call, name);
    }

    private ClusterFlavor Seen(ApiCall call)
    {
        var (tenant, name) = (TenantOf(call), call.Values["name"]);
        return MaySee(call, tenant) && flavors.Resolve(tenant, name) is { } flavor ? flavor : throw TenantScope.Missing("flavor", name);
    }

    private List<ClusterView> Users(ApiCall call) => [.. clusters.List().Where(view => call.Caller.Sees(view.Tenant))];

    private Task WriteAsync(ApiCall call, ClusterFlavor flavor, FlavorRevision revision, int status) =>
        call.WriteAsync(FlavorDocuments.Whole(flavor, revision, Users(call)), ApiJson.TypeInfo<FlavorDocument>(), status);
}
