using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Reeve.Plugins.Proxy.Serving;
using Reeve.Plugins.Proxy.Upstreams;
using Yarp.ReverseProxy.Forwarder;

namespace Reeve.Plugins.Proxy.Http;

/// <summary>Sends a request to a server of its group, and to another one if the first cannot be reached and the request may be repeated.</summary>
internal sealed class Forwarding(IHttpForwarder forwarder, ProxyOptions options, ProxyMeters meters, TimeProvider timeProvider)
{
    private static readonly HashSet<string> Repeatable = new(StringComparer.OrdinalIgnoreCase) { "GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE" };

    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(100);

    private readonly Via _via = new();

    public bool IsLoop(HttpContext context) => _via.HasPassed(context.Request.Headers.Via);

    /// <returns>The server that answered or was tried last; null if none was available.</returns>
    public async Task<UpstreamMember?> ForwardAsync(HttpContext context, ServedRoute served, FrontConnection connection)
    {
        if (RequestTarget.Rewrite(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, served.Strips) is not { } target)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return null;
        }

        var group = served.Group!;
        group.Budget.Earn();
        var retries = MayRepeat(context.Request) ? served.Route.Retries : 0;
        List<UpstreamMember> tried = [];
        while (true)
        {
            using var lease = group.Take(tried, Token(context, group));
            if (lease is null)
            {
                if (tried.Count == 0)
                {
                    context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                }

                return tried.LastOrDefault();
            }

            tried.Add(lease.Member);
            var error = await SendAsync(context, served, lease, connection, target);
            if (error is not ForwarderError.Request || context.Response.HasStarted || tried.Count > retries || tried.Count >= group.Members.Count
                || context.RequestAborted.IsCancellationRequested || !group.Budget.TrySpend())
            {
                return lease.Member;
            }

            meters.Retry(served.Route.Name);
            context.Response.Clear();
            context.Features.Set<IForwarderErrorFeature>(null);
        }
    }

    private async Task<ForwarderError> SendAsync(HttpContext context, ServedRoute served, UpstreamLease lease, FrontConnection connection, string target)
    {
        var timeout = served.Route.Timeout ?? DefaultTimeout;
        using var clock = new CancellationTokenSource(timeout, timeProvider);
        using var gone = served.Life.Gone.UnsafeRegister(static clock => ((CancellationTokenSource)clock!).Cancel(), clock);
        var run = new RequestRun(served, lease, connection, _via) { Target = target, Clock = clock };
        var config = new ForwarderRequestConfig
        {
            ActivityTimeout = connection.Listener.Current?.Listener.IdleTimeout ?? options.IdleTime,
            Version = HttpVersion.Version20,
            VersionPolicy = NeedsHttp2(context.Request) ? HttpVersionPolicy.RequestVersionExact : HttpVersionPolicy.RequestVersionOrLower,
        };
        var connector = lease.Member.Http(lease.Group.Spec);
        var error = await forwarder.SendAsync(
            context, connector.Prefix, connector.Invoker, config, new RouteTransformer(run), clock.Token);
        if (run.IsAnswered || error is ForwarderError.None)
        {
            return error;
        }

        if (clock.IsCancellationRequested && !served.Life.Gone.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            lease.Failed();
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = StatusCodes.Status504GatewayTimeout;
            }

            return ForwarderError.RequestTimedOut;
        }

        if (error is ForwarderError.Request or ForwarderError.RequestTimedOut)
        {
            lease.Failed();
        }

        return error;
    }

    private static string? Token(HttpContext context, UpstreamGroup group) =>
        group.Spec.AffinityCookie is { } cookie ? context.Request.Cookies[cookie] : null;

    private static bool MayRepeat(HttpRequest request) =>
        Repeatable.Contains(request.Method) && request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is not true;

    private static bool NeedsHttp2(HttpRequest request) => request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) is true;
}
