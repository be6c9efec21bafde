using Microsoft.AspNetCore.Http.Features;
using Reeve.AspNetCore.Clusters.Routes;
using Reeve.AspNetCore.Clusters.Security;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.Host.Packages.Transport;
using Reeve.Host.Packages.Wire;

namespace Reeve.Host.Packages.Routes;

/// <summary>
/// Plugin packages by REST: <c>/api/v1/packages</c>. Whoever installs a plugin runs code as the agent, so that changes take the role admin, and take sources
/// that the agent's own configuration names.
/// </summary>
internal static class PackageRoutes
{
    private const string All = "/api/v1/packages";

    private static readonly IReadOnlyList<(string, string)> Filters =
    [
        ("source", "The one source to ask, by name; it must be configured on the agent."),
        ("prerelease", "true takes pre-releases too."),
    ];

    /// <summary>Makes them.</summary>
    public static IEnumerable<ApiRoute> Create(Lazy<IPackages> packages)
    {
        yield return Get("", "ListPackages", "Lists the plugins that were installed from packages.", async call =>
            await call.WriteAsync(await packages.Value.ListAsync(call.Aborted), PackageJson.Body.IReadOnlyListPackageState), typeof(IReadOnlyList<PackageState>));
        yield return Get("/outdated", "ListOutdatedPackages", "Lists those of which there is a newer version.", async call =>
            await call.WriteAsync(await packages.Value.ListOutdatedAsync(QueryOf(call), call.Aborted), PackageJson.Body.IReadOnlyListPackageState), typeof(IReadOnlyList<PackageState>)) with { Query = Filters };
        yield return Get("/search", "SearchPackages", "Looks for plugins that the sources offer.", async call =>
            await call.WriteAsync(await packages.Value.SearchAsync(QueryOf(call), call.Aborted), PackageJson.Body.IReadOnlyListFoundPackage), typeof(IReadOnlyList<FoundPackage>)) with
        {
            Query = [("q", "Words to look for."), ("take", "How many at most; 50 if it is not said."), .. Filters],
        };
        yield return Get("/lock", "LockPackages", "Gives what is installed as a lock file.", async call =>
            await call.WriteAsync(await packages.Value.LockAsync(call.Aborted), PackageJson.Body.LockDocument), typeof(LockDocument));
        yield return Change(packages, PackageVerb.Install, "Installs plugins, or replaces them by the version that is asked for.");
        yield return Change(packages, PackageVerb.Update, "Takes plugins to the newest version within their range; all of them if none is named.");
        yield return Change(packages, PackageVerb.Remove, "Removes plugins.");
        yield return Change(packages, PackageVerb.Rollback, "Takes plugins back to the version before.");
        yield return Change(packages, PackageVerb.Restore, "Makes the plugins agree with a lock file.");
    }

    private static ApiRoute Get(string path, string id, string summary, Func<ApiCall, Task> handler, Type gives) =>
        new() { Method = "GET", Path = All + path, Id = id, Summary = summary, Handler = handler, Gives = gives };

    private static ApiRoute Change(Lazy<IPackages> packages, PackageVerb verb, string summary) => new()
    {
        Method = "POST",
        Path = $"{All}/{PackageVerbs.Write(verb)}",
        Id = $"{verb}Packages",
        Summary = $"{summary} Asked for as {PackageStream.MediaType} it tells how it goes, a step on each line.",
        Role = ApiRole.Admin,
        Mutates = true,
        Takes = typeof(PackageRequest),
        Gives = typeof(PackageReport),
        Handler = call => ChangeAsync(call, packages, verb),
    };

    private static async Task ChangeAsync(ApiCall call, Lazy<IPackages> packages, PackageVerb verb)
    {
        RequireKnown(call);
        var request = await call.ReadAsync(PackageJson.Body.PackageRequest) with { OnlyConfiguredSources = true };
        if (call.Context.Request.Headers.Accept.ToString().Contains(PackageStream.MediaType, StringComparison.OrdinalIgnoreCase))
        {
            await PackageStream.WriteAsync(call.Context, packages.Value, verb, request);
        }
        else
        {
            await call.WriteAsync(await packages.Value.ChangeAsync(verb, request, NoProgress.Instance, call.Aborted), PackageJson.Body.PackageReport);
        }
    }

    // On loopback everybody on the machine may manage clusters; that is no reason to let everybody run code as the agent.
    private static void RequireKnown(ApiCall call)
    {
        var listener = call.Context.Features.GetRequiredFeature<ApiListener>();
        if (!listener.IsPrivate && call.Caller.Name == listener.Stranger)
        {
            throw new ApiException(RpcCode.PermissionDenied, "Plugins run as the agent: show a bearer token or a client certificate, or use \"reeve plugins\" as the agent's user.");
        }
    }

    private static PackageQuery QueryOf(ApiCall call) => PackageQueries.Read(call.Context.Request.Query) with { OnlyConfiguredSources = true };
}
