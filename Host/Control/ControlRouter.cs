using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Reeve.Host.Packages;
using Reeve.Host.Packages.Transport;
using Reeve.Kubernetes;

namespace Reeve.Host.Control;

/// <summary>Routes requests of the control API and writes failures.</summary>
internal sealed partial class ControlRouter(IAgent agent, ControlClusters? clusters, Lazy<IPackages>? packages, ILogger logger)
{
    /// <summary>Handles one request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            await RouteAsync(context);
        }
        catch (ProviderException exception)
        {
            await FailAsync(context, exception);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            LogGone(context.Request.Path);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException && context.RequestAborted.IsCancellationRequested)
        {
            LogGone(context.Request.Path);
        }
        catch (Exception exception)
        {
            LogFault(exception, context.Request.Path);
            await FailAsync(context, new ProviderException($"The agent failed: {exception.Message}"));
        }
    }

    private Task RouteAsync(HttpContext context)
    {
        var path = (context.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        var watch = context.Request.Query["watch"] == "true";
        return (context.Request.Method, path) switch
        {
            ("GET", ["v1", "agent"]) => WriteInfoAsync(context),
            ("GET", ["v1", "pods"]) when watch => ControlStreams.WriteAsync(context, agent.WatchPodsAsync(context.RequestAborted)),
            ("GET", ["v1", "pods"]) => WritePodsAsync(context),
            ("GET", ["v1", "events"]) => WriteEventsAsync(context),
            (_, ["v1", "images"]) => ImageRoutes.HandleAsync(context, agent.Images, ""),
            (_, ["v1", "images", var verb]) => ImageRoutes.HandleAsync(context, agent.Images, verb),
            (_, ["v1", "packages"]) when packages is not null => PackageEndpoint.HandleAsync(context, packages.Value, ""),
            (_, ["v1", "packages", var verb]) when packages is not null => PackageEndpoint.HandleAsync(context, packages.Value, verb),
            (_, ["api", ..]) when clusters is not null => clusters.HandleAsync(context),
            (_, ["api", ..]) => throw new ProviderException(ErrorReason.Unsupported, "This agent looks after no clusters and runs no proxies: its configuration names none (clusters, proxies)."),
            ("GET", ["v1", "plugins"]) => WritePluginsAsync(context),
            ("GET", ["v1", "namespaces", var space, "pods", var name, "log"]) => WriteLogAsync(context, new PodKey(space, name)),
            ("POST", ["v1", "namespaces", var space, "pods", var name, "exec"]) => ExecEndpoint.HandleAsync(context, agent, new PodKey(space, name)),
            ("DELETE", ["v1", "namespaces", var space, "pods", var name]) => DeleteAsync(context, new PodKey(space, name)),
            _ => throw new ProviderException(
                ErrorReason.NotFound, $"The agent knows no {context.Request.Method} {context.Request.Path}; is it of another version?"),
        };
    }

    private async Task WriteInfoAsync(HttpContext context) =>
        await context.Response.WriteAsJsonAsync(
            await agent.GetInfoAsync(context.RequestAborted), ControlJsonContext.Default.AgentInfo, cancellationToken: context.RequestAborted);

    private async Task WritePodsAsync(HttpContext context) =>
        await context.Response.WriteAsJsonAsync(
            new KubernetesList<Pod> { Items = await agent.ListPodsAsync(context.RequestAborted) },
            KubernetesJson.GetTypeInfo<KubernetesList<Pod>>(),
            cancellationToken: context.RequestAborted);

    private async Task WriteEventsAsync(HttpContext context) =>
        await context.Response.WriteAsJsonAsync(
            new KubernetesList<Event> { Items = await agent.ListEventsAsync(context.RequestAborted) },
            KubernetesJson.GetTypeInfo<KubernetesList<Event>>(),
            cancellationToken: context.RequestAborted);

    private async Task WritePluginsAsync(HttpContext context) =>
        await context.Response.WriteAsJsonAsync(
            await agent.ListPluginsAsync(context.RequestAborted),
            ControlJsonContext.Default.IReadOnlyListPluginSummary,
            cancellationToken: context.RequestAborted);

    private async Task WriteLogAsync(HttpContext context, PodKey pod)
    {
        var query = LogQueryText.Read(context.Request.Query);
        context.Response.ContentType = "text/plain; charset=utf-8";
        await agent.ReadLogsAsync(
            pod, context.Request.Query["container"].ToString(), query, context.Response.Body, context.RequestAborted);
    }

    private async Task DeleteAsync(HttpContext context, PodKey pod)
    {
        TimeSpan? grace = context.Request.Query["gracePeriodSeconds"].ToString() is { Length: > 0 } text
            ? ControlQuery.Seconds(text)
            : null;
        var wait = context.Request.Query["wait"] == "true";
        await agent.DeletePodAsync(pod, grace, wait, context.RequestAborted);
        context.Response.StatusCode = wait ? StatusCodes.Status200OK : StatusCodes.Status202Accepted;
    }

    private async Task FailAsync(HttpContext context, ProviderException exception)
    {
        if (context.Response.HasStarted)
        {
            // Too late for a status: an incomplete response tells the client that this was not the end.
            LogCut(exception, context.Request.Path);
            context.Abort();
            return;
        }

        context.Response.Clear();
        context.Response.StatusCode = ControlStatus.Of(exception.Reason);
        await context.Response.WriteAsJsonAsync(ControlError.Of(exception), ControlJsonContext.Default.ControlError);
    }
}
