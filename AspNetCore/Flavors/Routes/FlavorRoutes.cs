using Reeve.AspNetCore.Clusters.Routes;
using Reeve.AspNetCore.Clusters.Security;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.AspNetCore.Flavors.Wire;

namespace Reeve.AspNetCore.Flavors.Routes;

/// <summary>The API of flavors: <c>/api/v1/flavors</c>.</summary>
internal static class FlavorRoutes
{
    /// <summary>Where they begin.</summary>
    public const string Prefix = "/api/v1/flavors";

    private const string One = Prefix + "/{name}";
    private static readonly (string, string) s_tenant = ("tenant", "Whose it is; those that all tenants share if it is not said, or the caller's own tenant if he is confined to one.");

    /// <summary>Makes them.</summary>
    public static IEnumerable<ApiRoute> Create(FlavorCalls calls) =>
    [
        Route("GET", Prefix, "ListFlavors", "Lists the flavors of clusters: those that all tenants share, and those of tenants.", calls.ListAsync) with
        {
            Gives = typeof(FlavorListDocument), Query = [("tenant", "Those of this tenant and those that all share.")],
        },
        Route("GET", One, "GetFlavor", "Shows a flavor with its revisions; of a tenant who has none of this name, the one that all share.", calls.GetAsync) with
        {
            Query = [s_tenant, ("revision", "The revision that is shown; the newest if it is not said.")],
        },
        Change("POST", "CreateFlavor", "Makes a flavor.", calls.CreateAsync) with { Takes = typeof(FlavorDocument) },
        Change("PUT", "ReviseFlavor", "Adds a revision, which new clusters are made from. Those that are there stay as they are.", calls.ReviseAsync) with { Takes = typeof(FlavorDocument) },
        Change("DELETE", "DeleteFlavor", "Removes a flavor; refused while clusters are made from it.", calls.DeleteAsync) with { Gives = typeof(EmptyDocument) },
    ];

    private static ApiRoute Route(string method, string path, string id, string summary, Func<ApiCall, Task> handler) =>
        new() { Method = method, Path = path, Id = id, Summary = summary, Handler = handler, Gives = typeof(FlavorDocument), KnowsTenants = true };

    private static ApiRoute Change(string method, string id, string summary, Func<ApiCall, Task> handler) =>
        Route(method, One, id, summary, handler) with { Role = ApiRole.Operate, Mutates = true, Query = [s_tenant] };
}
