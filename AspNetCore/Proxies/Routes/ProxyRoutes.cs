using Reeve.AspNetCore.Clusters.Routes;
using Reeve.AspNetCore.Clusters.Security;
using Reeve.AspNetCore.Proxies.Wire;

namespace Reeve.AspNetCore.Proxies.Routes;

/// <summary>The API of proxies: <c>/api/v1/proxies</c>.</summary>
internal static class ProxyRoutes
{
    /// <summary>Where they begin.</summary>
    public const string Prefix = "/api/v1/proxies";

    private const string One = Prefix + "/{name}";

    /// <summary>Makes them.</summary>
    public static IEnumerable<ApiRoute> Create(ProxyCalls calls, ProxyHistoryCalls history, ProxyCertificateCalls certificates) =>
    [
        Get(Prefix, "ListProxies", "Lists the proxies.", calls.ListAsync, typeof(ProxyListDocument)),
        Get(One, "GetProxy", "Shows a proxy: its document, and how it is. Asked for as text/event-stream it goes on with each later revision.", calls.GetAsync, typeof(ProxyDocument)) with
        {
            Streams = true,
            Query = [("watch", "true is the same as asking for text/event-stream.")],
        },
        Change("PUT", One, "ApplyProxy", "Makes a document the one that is served. If-Match, or the revision in the body, says which one it was made from.", calls.ApplyAsync) with
        {
            Takes = typeof(ProxyDocument),
        },
        Change("PATCH", One, "PatchProxy", "Changes what a JSON merge patch (RFC 7396) names of the document, and serves it. Lists are replaced as a whole. Without If-Match or a revision it is made to whatever is served.", calls.PatchAsync) with
        {
            Takes = typeof(ProxyDocument),
        },
        Get($"{One}/diff", "DiffProxy", "Says what a document would change, and changes nothing.", calls.DiffAsync, typeof(ProxyDiffDocument)) with
        {
            Method = "POST",
            Takes = typeof(ProxyDocument),
        },
        Get($"{One}/status", "GetProxyStatus", "Shows how a proxy is: listeners, servers, certificates.", calls.StatusAsync, typeof(ProxyStatusDocument)),
        Get($"{One}/revisions", "ListProxyRevisions", "Lists the revisions that are kept, the newest first.", history.ListAsync, typeof(ProxyRevisionsDocument)),
        Get($"{One}/revisions/{{revision}}", "GetProxyRevision", "Shows a revision with its document.", history.GetAsync, typeof(ProxyDocument)),
        Change("POST", $"{One}/rollback", "RollBackProxy", "Applies the document of an earlier revision again, as a new revision.", history.RollBackAsync) with
        {
            Takes = typeof(ProxyRollbackDocument),
        },
        Get($"{One}/certificates", "ListProxyCertificates", "Lists the certificates of a proxy that are kept fresh.", certificates.ListAsync, typeof(ProxyCertificatesDocument)),
        Change("POST", $"{One}/certificates/{{certificate}}/renew", "RenewProxyCertificate", "Orders a certificate now, whether or not it is due. Answers when it is served.", certificates.RenewAsync) with
        {
            Gives = typeof(ProxyCertificatesDocument),
        },
    ];

    private static ApiRoute Get(string path, string id, string summary, Func<ApiCall, Task> handler, Type gives) =>
        new() { Method = "GET", Path = path, Id = id, Summary = summary, Handler = handler, Gives = gives };

    private static ApiRoute Change(string method, string path, string id, string summary, Func<ApiCall, Task> handler) =>
        Get(path, id, summary, handler, typeof(ProxyDocument)) with { Method = method, Role = ApiRole.Operate, Mutates = true };
}
