using Microsoft.AspNetCore.Http;

namespace Reeve.Runtime.KubeletApi.Authorization;

/// <summary>What a request wants: a verb on one of some subresources of the node, the narrowest first.</summary>
internal sealed record RequestAccess(string Verb, IReadOnlyList<string> Subresources)
{
    private const string Proxy = "proxy";

    /// <summary>What a request wants.</summary>
    public static RequestAccess Of(HttpRequest request)
    {
        var path = request.Path.Value ?? "/";
        var first = path.Split('/', 3) is [_, var name, ..] ? name : "";
        return first switch
        {
            "stats" => new(VerbOf(request), ["stats"]),
            "metrics" => new(VerbOf(request), ["metrics"]),
            "logs" => new(VerbOf(request), ["log"]),
            "checkpoint" => new(VerbOf(request), ["checkpoint", Proxy]),
            "pods" or "runningpods" => new(VerbOf(request), ["pods", Proxy]),
            "healthz" => new(VerbOf(request), ["healthz", Proxy]),
            "configz" => new(VerbOf(request), ["configz", Proxy]),

            // Whoever may only look must not run anything, even though WebSockets begin with a GET.
            "exec" or "attach" or "run" or "portForward" => new("create", [Proxy]),
            _ => new(VerbOf(request), [Proxy]),
        };
    }

    private static string VerbOf(HttpRequest request) => request.Method switch
    {
        "POST" => "create",
        "GET" or "HEAD" => "get",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => "delete",
        var other => other.ToLowerInvariant(),
    };
}
