using Reeve.AspNetCore.Clusters.Grpc;
using Reeve.AspNetCore.Clusters.Routes;
using Reeve.AspNetCore.Clusters.Security;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.Host.Edge.Naming;
using Reeve.Host.Edge.Networking;
using Reeve.Host.Edge.Provisions;
using Reeve.Host.Edge.Proxying;
using Reeve.Host.Edge.Wire;
using Reeve.Runtime.Proxies;

namespace Reeve.Host.Edge.Routes;

/// <summary>The API of the edge of a site: <c>/v1/…</c>.</summary>
internal static class EdgeRoutes
{
    /// <summary>Where it begins.</summary>
    public const string Prefix = "/v1/";

    /// <summary>Makes the routes.</summary>
    /// <param name="context">What it works with.</param>
    /// <param name="routes">Calls about IP routes.</param>
    public static IEnumerable<ApiRoute> Create(EdgeContext context, RouteCalls routes)
    {
        var provisions = new ProvisionCalls(context.Provisions);
        var names = new NameCalls(context.Name);
        yield return Call<ProvisionRequest, ProvisionResponse>("provision", "Provision", "Makes clusters. It goes on by itself.", provisions.ProvisionAsync) with { KnowsTenants = true };
        yield return Call<ProvisionRequest, ProvisionResponse>("destroy", "Destroy", "Removes clusters. It goes on by itself.", provisions.DestroyAsync) with { KnowsTenants = true };
        yield return Call<ProxyRequest, ProxyResponse>("proxy", "Proxy", "Takes paths of the HTTPS address to servers.", call => Paths(context).HandleAsync(call));
        yield return Call<NginxRequest, NginxResponse>("nginx", "Nginx", "Takes ports to servers.", call => Instances(context).HandleAsync(call));
        yield return Call<NginxKCPRequest, NginxKCPResponse>("nginx-kcp", "NginxKCP", "Refused: kubectl proxies are not published.", RefuseAsync);
        yield return Call<RouteRequest, RouteResponse>("route", "Route", "Shows and changes IP routes of the machine.", routes.HandleAsync) with { Role = ApiRole.Admin };
        yield return Call<StatusRequest, StatusResponse>("status", "Status", "Shows what is there.", new StatusCalls(context.Proxy, context.Provisions).ShowAsync) with { Role = ApiRole.Read, Mutates = false, KnowsTenants = true };
        yield return Call<FQDNRequest, FQDNResponse>("fqdn", "FQDN", "Shows the name of the agent in DNS, writes its records, or takes them away.", names.HandleAsync);
        yield return File("mexosagent.swagger.json", "GetSwagger", "application/json");
        yield return File("mexosagent.proto", "GetProto", "text/plain");
    }

    private static PathCalls Paths(EdgeContext context) => new(ProxyOf(context), context.Settings.Https);

    private static InstanceCalls Instances(EdgeContext context) => new(ProxyOf(context));

    private static IProxyService ProxyOf(EdgeContext context) => context.Proxy
        ?? throw new ApiException(RpcCode.FailedPrecondition, "There is no proxy; name one in the section \"proxies\" of the configuration.");

    // What it published was kubectl's own proxy, which is the whole cluster to whoever knows a password.
    private static Task RefuseAsync(ApiCall call) => throw new ApiException(
        RpcCode.Unimplemented, "kubectl proxies are not published here; GET /api/v1/clusters/NAME/kubeconfig gives a kubeconfig with a user, groups and an end of its own.");

    // Whether it only lists is said in the body, which is read after the caller is let in: who may list here may change. /v1/status is for those who may look.
    private static ApiRoute Call<TRequest, TResponse>(string path, string id, string summary, Func<ApiCall, Task> handler) => new()
    {
        Method = "POST", Path = Prefix + path, Id = id, Summary = summary, Role = ApiRole.Operate, Mutates = true, Handler = handler, Takes = typeof(TRequest), Gives = typeof(TResponse),
    };

    private static ApiRoute File(string name, string id, string mediaType) => new()
    {
        Method = "GET",
        Path = $"/api/{name}",
        Id = id,
        Summary = $"The description of this API: {name}.",
        Role = ApiRole.None,
        MediaType = mediaType,
        Handler = async call => await call.WriteTextAsync(await ProtoFiles.ReadAsync($"api/{name}", call.Aborted), mediaType),
    };
}
