using Microsoft.AspNetCore.Http;
using Reeve.AspNetCore.Clusters.Mapping;
using Reeve.AspNetCore.Clusters.Security;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.Runtime.Clusters;

namespace Reeve.AspNetCore.Clusters.Routes;

/// <summary>Calls by which clusters go from one agent to another.</summary>
internal static class HandoverCalls
{
    private const string One = $"{ClusterRoutes.Prefix}/{{name}}";

    /// <summary>Makes their routes.</summary>
    public static IEnumerable<ApiRoute> Create(IClusterManager clusters)
    {
        yield return Route("POST", $"{One}/release", "ReleaseCluster", "Gives a cluster up for another agent. It goes on by itself.", call => ReleaseAsync(call, clusters)) with { Mutates = true };
        yield return Route("GET", $"{One}/handover", "GetHandover", "Gives what another agent needs to adopt a cluster that was released. It is a secret.", call => GetAsync(call, clusters)) with
        {
            Gives = typeof(HandoverDocument),
        };
        yield return Route("POST", $"{One}/adopt", "AdoptCluster", "Takes over a cluster that another agent has released. It goes on by itself.", call => AdoptAsync(call, clusters)) with
        {
            Takes = typeof(HandoverDocument),
            Mutates = true,
        };
    }

    private static async Task ReleaseAsync(ApiCall call, IClusterManager clusters) =>
        await ClusterCalls.AcceptedAsync(call, await clusters.ReleaseAsync(call.Cluster, call.Caller.ToString(), call.Aborted), ClusterDocuments.Named, StatusCodes.Status202Accepted);

    private static async Task GetAsync(ApiCall call, IClusterManager clusters)
    {
        call.Context.Response.Headers.CacheControl = "no-store";
        await call.WriteAsync(new HandoverDocument { Contents = await clusters.GetHandoverAsync(call.Cluster, call.Aborted) }, ApiJson.TypeInfo<HandoverDocument>());
    }

    private static async Task AdoptAsync(ApiCall call, IClusterManager clusters)
    {
        var given = await call.ReadAsync(ApiJson.TypeInfo<HandoverDocument>());
        var accepted = await clusters.AdoptAsync(call.Cluster, given.Contents ?? throw ApiCall.Invalid("contents", "is missing"), call.Caller.ToString(), call.Aborted);
        await ClusterCalls.AcceptedAsync(call, accepted, ClusterDocuments.Named, StatusCodes.Status202Accepted);
    }

    // Who hands a cluster over gives its authorities away.
    private static ApiRoute Route(string method, string path, string id, string summary, Func<ApiCall, Task> handler) => new()
    {
        Method = method, Path = path, Id = id, Summary = summary, Handler = handler, Gives = typeof(ClusterDocument), KnowsTenants = true, Role = ApiRole.Admin,
    };
}
