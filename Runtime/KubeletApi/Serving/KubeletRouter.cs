using Microsoft.AspNetCore.Http;
using Reeve.Runtime.KubeletApi.Endpoints;

namespace Reeve.Runtime.KubeletApi.Serving;

/// <summary>Finds what answers a request.</summary>
internal sealed class KubeletRouter(
    PodsEndpoint pods,
    LogsEndpoint logs,
    CommandEndpoint commands,
    RunEndpoint run,
    PortForwardEndpoint ports,
    StatsEndpoint stats,
    HealthEndpoint health,
    ConfigEndpoint config,
    NodeLogsEndpoint nodeLogs,
    NodeLogQueryEndpoint logQuery,
    DebugEndpoint debug)
{
    /// <summary>Answers a request.</summary>
    /// <exception cref="KubeletException">404 or 405: nothing does.</exception>
    public Task RouteAsync(HttpContext context, CancellationToken stopping)
    {
        var path = (context.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        var method = context.Request.Method is "HEAD" ? "GET" : context.Request.Method;
        return (method, path) switch
        {
            ("GET", ["healthz"]) => health.HandleAsync(context, null),
            ("GET", ["healthz", var check]) => health.HandleAsync(context, check),
            ("GET", ["pods"]) => pods.AllAsync(context),
            ("GET", ["runningpods"]) => pods.RunningAsync(context),
            ("GET", ["stats", "summary"]) or ("POST", ["stats", "summary"]) => stats.SummaryAsync(context),
            ("GET", ["metrics"]) => stats.MetricsAsync(context),
            ("GET", ["metrics", "resource"]) => stats.ResourceAsync(context),
            ("GET", ["metrics", "cadvisor"]) => stats.CadvisorAsync(context),
            ("GET", ["metrics", "probes"]) => stats.ProbesAsync(context),
            ("GET", ["configz"]) => config.HandleAsync(context),
            ("GET", ["logs"]) when context.Request.Query.ContainsKey("query") => logQuery.HandleAsync(context),
            ("GET", ["logs", .. var rest]) => nodeLogs.HandleAsync(context, rest),
            ("GET" or "PUT", ["debug", .. var rest]) => debug.HandleAsync(context, rest),
            ("GET", ["containerLogs", var space, var pod, var container]) => logs.HandleAsync(context, space, pod, container, stopping),
            ("GET" or "POST", ["exec", var space, var pod, var container]) => commands.ExecAsync(context, space, pod, null, container, stopping),
            ("GET" or "POST", ["exec", var space, var pod, var uid, var container]) => commands.ExecAsync(context, space, pod, uid, container, stopping),
            ("GET" or "POST", ["attach", var space, var pod, var container]) => commands.AttachAsync(context, space, pod, null, container, stopping),
            ("GET" or "POST", ["attach", var space, var pod, var uid, var container]) => commands.AttachAsync(context, space, pod, uid, container, stopping),
            ("POST", ["run", var space, var pod, var container]) => run.HandleAsync(context, space, pod, null, container),
            ("POST", ["run", var space, var pod, var uid, var container]) => run.HandleAsync(context, space, pod, uid, container),
            ("GET" or "POST", ["portForward", var space, var pod]) => ports.HandleAsync(context, space, pod, null, stopping),
            ("GET" or "POST", ["portForward", var space, var pod, var uid]) => ports.HandleAsync(context, space, pod, uid, stopping),
            ("POST", ["checkpoint", _, _, _]) => throw new KubeletException(
                StatusCodes.Status501NotImplemented, "Containers cannot be checkpointed: they are the machine's own processes.") { AsStatus = true },
            _ => throw Unknown(method, path),
        };
    }

    private static KubeletException Unknown(string method, string[] path)
    {
        var known = path is ["healthz" or "pods" or "runningpods" or "configz" or "metrics" or "stats" or "logs" or "debug" or "containerLogs" or "exec" or "attach" or "run" or "portForward" or "checkpoint", ..];
        return known && method is not ("GET" or "POST")
            ? new KubeletException(StatusCodes.Status405MethodNotAllowed, "Method Not Allowed")
            : new KubeletException(StatusCodes.Status404NotFound, "404 page not found");
    }
}
