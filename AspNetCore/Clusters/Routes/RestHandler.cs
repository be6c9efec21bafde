using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Reeve.AspNetCore.Clusters.Auditing;
using Reeve.AspNetCore.Clusters.Metrics;
using Reeve.AspNetCore.Clusters.Security;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.AspNetCore.Clusters.Wire;

namespace Reeve.AspNetCore.Clusters.Routes;

/// <summary>Answers requests by a table of routes: lets callers in, routes, turns failures into answers, measures, writes down.</summary>
/// <param name="table">The routes.</param>
/// <param name="defaultCluster">The cluster of routes that name none.</param>
/// <param name="gate">Lets callers in.</param>
/// <param name="trail">Writes calls down.</param>
/// <param name="metrics">Measures.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told of the agent's own faults.</param>
internal sealed partial class RestHandler(
    RouteTable table, string defaultCluster, ApiGate gate, CallTrail trail, ApiMetrics metrics, TimeProvider time, ILogger<RestHandler> logger) : IApiHandler
{
    private const string NameValue = "name";

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context)
    {
        var start = time.GetTimestamp();
        var path = context.Request.Path.Value ?? "";
        var found = table.Find(context.Request.Method, path, out var allowed);
        var name = found?.Values.GetValueOrDefault(NameValue) ?? "";
        var kind = found?.Route.Kind;
        var cluster = kind == "clusters" ? name : found?.Route.Path.StartsWith(SeedRoutes.Prefix, StringComparison.Ordinal) == true ? defaultCluster : "";
        Caller? caller = null;
        ApiException? failure = null;
        try
        {
            Prepare(context.Response);
            if (found is { Route.Role: ApiRole.None })
            {
                caller = gate.EnterAsAnybody(context);
            }
            else
            {
                caller = gate.Enter(context);
                gate.Allow(caller, found?.Route.Role ?? ApiRole.Read, found is { Route.Mutates: true }, found is null or { Route.KnowsTenants: true });
            }

            var (route, values) = found ?? throw table.Missing(context.Request.Method, path, allowed);
            cluster = TenantScope.ClusterOf(caller, cluster, context.Request.Query["tenant"]);
            await route.Handler(new ApiCall(context, caller, cluster, values));
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            LogGone(path);
        }
        catch (Exception exception)
        {
            failure = await FailAsync(context, exception, path, allowed);
        }

        metrics.Record(context, found?.Route, cluster, time.GetElapsedTime(start));
        await WriteDownAsync(context, found?.Route, kind is null or "clusters" ? cluster : $"{kind}/{name}", caller, failure);
    }

    private static void Prepare(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
    }

    private async Task<ApiException> FailAsync(HttpContext context, Exception exception, string path, IReadOnlyList<string> allowed)
    {
        var failure = ApiFailures.Of(exception);
        if (failure is null)
        {
            LogFault(exception, path);
            failure = new ApiException(RpcCode.Internal, "The agent failed; its log says why.");
        }

        if (context.Response.HasStarted)
        {
            // Too late for a status: an incomplete answer tells the caller that this was not the end.
            LogCut(path, failure.Message);
            context.Abort();
            return failure;
        }

        context.Response.Clear();
        Prepare(context.Response);
        if (failure.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = ((long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        if (failure.Status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }

        if (failure.Status == StatusCodes.Status405MethodNotAllowed)
        {
            context.Response.Headers.Allow = string.Join(", ", allowed);
        }

        var body = new ApiError
        {
            Code = (int)failure.Code,
            Message = failure.Message,
            Error = table.RepeatsMessageBelow is { } prefix && path.StartsWith(prefix, StringComparison.Ordinal) ? failure.Message : null,
            Details = failure.Details,
        };
        await ApiBody.WriteAsync(context, body, ApiJson.TypeInfo<ApiError>(), failure.Status);
        return failure;
    }

    private async ValueTask WriteDownAsync(HttpContext context, ApiRoute? route, string subject, Caller? caller, ApiException? failure)
    {
        try
        {
            var result = context.Response.StatusCode.ToString(CultureInfo.InvariantCulture);
            var matters = route is { Mutates: true } or { Role: ApiRole.Admin } && failure?.Status != StatusCodes.Status429TooManyRequests;
            await trail.AddAsync($"{context.Request.Method} {context.Request.Path}", subject, caller, matters, failure, result);
        }
        catch (IOException exception)
        {
            LogNotAudited(context.Request.Path, exception.Message);
        }
    }
}
