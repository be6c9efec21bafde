using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Reeve.Kubernetes;
using Reeve.Runtime.KubeletApi.Authentication;
using Reeve.Runtime.KubeletApi.Authorization;
using Reeve.Runtime.KubeletApi.Endpoints;
using Reeve.Runtime.KubeletApi.Metrics;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Http;

namespace Reeve.Runtime.KubeletApi.Serving;

/// <summary>Takes each request past rate limit, authentication and authorisation to what answers it, and writes failures.</summary>
internal sealed partial class KubeletApplication(
    RequestAuthenticator authenticator,
    RequestAuthorizer authorizer,
    KubeletRouter router,
    TokenBucket? rate,
    KubeletMetrics metrics,
    TimeProvider time,
    ILogger<KubeletApplication> logger,
    CancellationToken stopping) : IHttpApplication<HttpContext>
{
    /// <inheritdoc/>
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    /// <inheritdoc/>
    public void DisposeContext(HttpContext context, Exception? exception)
    {
        // A request owns nothing.
    }

    /// <inheritdoc/>
    public async Task ProcessRequestAsync(HttpContext context)
    {
        var start = time.GetTimestamp();
        try
        {
            await AnswerAsync(context);
        }
        catch (KubeletException e)
        {
            await FailAsync(context, e);
        }
        catch (ProviderException e)
        {
            await FailAsync(context, new KubeletException(CodeOf(e.Reason), e.Message) { AsStatus = e.Reason == ErrorReason.Unsupported });
        }
        catch (KubernetesApiException e)
        {
            LogReview(e.Message);
            await FailAsync(context, new KubeletException(StatusCodes.Status500InternalServerError, "The API server could not be asked whether this is allowed."));
        }
        catch (Exception e) when (e is IOException or WebSocketException or OperationCanceledException or ObjectDisposedException or BadHttpRequestException)
        {
            LogGone(context.Request.Path, e.Message);
            context.Abort();
        }
        catch (Exception e)
        {
            LogFault(e, context.Request.Path);
            await FailAsync(context, new KubeletException(StatusCodes.Status500InternalServerError, "The request failed; the node's log says why."));
        }
        finally
        {
            metrics.Count(KindOf(context.Request.Path), context.Response.StatusCode, time.GetElapsedTime(start));
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (rate is not null && !rate.TryTake())
        {
            throw new KubeletException(StatusCodes.Status429TooManyRequests, "Too many requests, please try again later.") { Headers = [new("Retry-After", "1")] };
        }

        var user = await authenticator.AuthenticateAsync(context);
        await authorizer.AuthorizeAsync(user, RequestAccess.Of(context.Request), context.RequestAborted);
        await router.RouteAsync(context, stopping);
    }

    private async Task FailAsync(HttpContext context, KubeletException failure)
    {
        if (failure.Code is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status429TooManyRequests)
        {
            metrics.Reject(failure.Code switch { StatusCodes.Status401Unauthorized => "unauthorized", StatusCodes.Status403Forbidden => "forbidden", _ => "rate" });
        }

        if (context.Response.HasStarted)
        {
            // Too late for a status: an incomplete answer tells the client that this was not the end.
            LogCut(context.Request.Path, failure.Message);
            context.Abort();
            return;
        }

        context.Response.Clear();
        context.Response.StatusCode = failure.Code;
        foreach (var (name, value) in failure.Headers)
        {
            context.Response.Headers[name] = value;
        }

        try
        {
            await WriteAsync(context, failure);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            LogGone(context.Request.Path, e.Message);
        }
    }

    private static async Task WriteAsync(HttpContext context, KubeletException failure)
    {
        if (failure.AsStatus)
        {
            context.Response.ContentType = ResponseBody.Json;
            var status = new Status { Outcome = StatusOutcomes.Failure, Message = failure.Message, Reason = "NotImplemented", Code = failure.Code };
            await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(status, KubernetesJson.GetTypeInfo<Status>()), context.RequestAborted);
            return;
        }

        context.Response.ContentType = ResponseBody.Text;
        await context.Response.WriteAsync(failure.Message, context.RequestAborted);
    }

    private static int CodeOf(ErrorReason reason) => reason switch
    {
        ErrorReason.NotFound => StatusCodes.Status404NotFound,
        ErrorReason.Invalid => StatusCodes.Status400BadRequest,
        ErrorReason.Unsupported => StatusCodes.Status501NotImplemented,
        ErrorReason.Transient or ErrorReason.Exhausted => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    // A few words, whatever clients ask for.
    private static string KindOf(PathString path) => (path.Value ?? "").Split('/', 3) is [_, var first, ..]
        && first is "pods" or "runningpods" or "stats" or "metrics" or "healthz" or "configz" or "logs" or "debug" or "containerLogs" or "exec" or "attach" or "run" or "portForward"
            ? first
            : "other";
}
