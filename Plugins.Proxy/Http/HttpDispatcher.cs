using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Logging;
using Reeve.Plugins.Proxy.Serving;
using Reeve.Plugins.Proxy.Upstreams;
using Reeve.Proxies;
using Yarp.ReverseProxy.Forwarder;

namespace Reeve.Plugins.Proxy.Http;

/// <summary>Answers each request: finds its route, holds it against the route's limits, and forwards it.</summary>
/// <remarks>
/// <code>
///   request ► 1. the listener as it is now   gone: 503 and the connection ends
///             2. its route                   none: 404
///             3. framing not understood? 501    another server's connection? 421    loop? 508    not for this client? 403    too fast? 429    too large? 413    clear text where TLS is wanted? 308
///             4. a fixed answer, or a server of the group (503 if none is available)
/// </code>
/// </remarks>
internal sealed partial class HttpDispatcher : IHttpApplication<HttpContext>
{
    private readonly CurrentState _serving;
    private readonly Forwarding _forwarding;
    private readonly ProxyOptions _options;
    private readonly ProxyMeters _meters;
    private readonly ILogger _logger;
    private readonly TimeProvider _timeProvider;

    public HttpDispatcher(IHttpForwarder forwarder, CurrentState serving, ProxyOptions options, ProxyMeters meters, ILogger logger, TimeProvider timeProvider)
    {
        (_serving, _options, _meters, _logger, _timeProvider) = (serving, options, meters, logger, timeProvider);
        _forwarding = new Forwarding(forwarder, options, meters, timeProvider);
    }

    // The server keeps one context for each connection or stream, to be used again for its next request.
    public HttpContext CreateContext(IFeatureCollection contextFeatures)
    {
        if (contextFeatures is not IHostContextContainer<HttpContext> container)
        {
            return new DefaultHttpContext(contextFeatures);
        }

        if (container.HostContext is not DefaultHttpContext known)
        {
            container.HostContext = known = new DefaultHttpContext();
        }

        known.Initialize(contextFeatures);
        return known;
    }

    public void DisposeContext(HttpContext context, Exception? exception) => (context as DefaultHttpContext)?.Uninitialize();

    public async Task ProcessRequestAsync(HttpContext context)
    {
        var connection = context.Features.Get<FrontConnection>() ?? throw new InvalidOperationException("The connection did not come by a listener.");
        connection.Asks();
        var begin = _timeProvider.GetTimestamp();
        ServedRoute? served = null;
        UpstreamMember? member = null;
        if (connection.Listener.Current is not { } listener)
        {
            // 1. The client is to connect anew, to whoever listens there now.
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.Connection = "close";
        }
        else if ((served = RequestMatcher.Find(listener.Routes, context.Request)) is null)
        {
            // 2.
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else if (IsWithinLimits(context, served, connection))
        {
            // 3. passed; 4.
            member = await AnswerAsync(context, served, connection);
        }

        Report(context, connection, served, member, _timeProvider.GetElapsedTime(begin));
    }

    private async Task<UpstreamMember?> AnswerAsync(HttpContext context, ServedRoute served, FrontConnection connection)
    {
        var route = served.Route;
        if (route.RedirectToHttps && !context.Request.IsHttps)
        {
            context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
            context.Response.Headers.Location = $"https://{context.Request.Host.Host}{context.Request.Path.ToUriComponent()}{context.Request.QueryString.ToUriComponent()}";
            return null;
        }

        if (route.Response is { } fixedAnswer)
        {
            await WriteAsync(context, route, fixedAnswer);
            return null;
        }

        return await _forwarding.ForwardAsync(context, served, connection);
    }

    private bool IsWithinLimits(HttpContext context, ServedRoute served, FrontConnection connection)
    {
        if (HttpMethods.IsConnect(context.Request.Method) && context.Features.Get<IHttpExtendedConnectFeature>()?.IsExtendedConnect is not true)
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed; // this is no tunnel to anywhere
            return false;
        }

        if (!RequestFraming.IsPlain(context))
        {
            return false;
        }

        if (IsMisdirected(context, connection))
        {
            context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            return false;
        }

        if (_forwarding.IsLoop(context))
        {
            context.Response.StatusCode = StatusCodes.Status508LoopDetected;
            return false;
        }

        if (!served.Admits(context.Connection.RemoteIpAddress))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return false;
        }

        if (served.Life.Limiter is { } limiter && context.Connection.RemoteIpAddress is { } client && !limiter.TryTake(client))
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = "1";
            return false;
        }

        if (served.Route.MaxBodyBytes is { } most)
        {
            if (context.Request.ContentLength > most)
            {
                context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
                return false;
            }

            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            {
                size.MaxRequestBodySize = most;
            }
        }

        // A stream of messages may be silent for long.
        if (context.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) is true
            && context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }

        return true;
    }

    // The client shook hands with another server name, for which there is another certificate (RFC 9110, 15.5.20).
    private bool IsMisdirected(HttpContext context, FrontConnection connection)
    {
        var (asked, host) = (connection.ServerName, context.Request.Host.Host);
        return asked.Length > 0 && !string.Equals(asked, host, StringComparison.OrdinalIgnoreCase) && _serving.State.Certificates is var certificates
            && certificates.Find(asked) != certificates.Find(host);
    }

    private static async Task WriteAsync(HttpContext context, ProxyRoute route, ProxyResponse answer)
    {
        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        AnswerHeaders.Write(context, route);
        if (answer.Body.Length > 0)
        {
            context.Response.ContentLength = answer.Body.Length;
            if (!HttpMethods.IsHead(context.Request.Method))
            {
                await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
            }
        }
    }

    private void Report(HttpContext context, FrontConnection connection, ServedRoute? served, UpstreamMember? member, TimeSpan duration)
    {
        var (name, status) = (connection.Listener.Name, context.Response.StatusCode);
        _meters.Request(name, served?.Route.Name ?? "", status, duration);
        if (_options.AccessLog)
        {
            Access(
                context.Connection.RemoteIpAddress?.ToString(), context.Request.Method, context.Request.Host.Value, context.Request.Path.Value, context.Request.Protocol,
                status, duration.TotalMilliseconds, name, served?.Route.Name, member?.Spec.Address.Authority);
        }
    }

    [LoggerMessage(
        6020, LogLevel.Information, "{Client} {Method} {Host}{Path} {Protocol} {Status} {Milliseconds:0.0} ms listener={Listener} route={Route} upstream={Upstream}")]
    private partial void Access(
        string? client, string method, string? host, string? path, string protocol, int status, double milliseconds, string listener, string? route, string? upstream);
}
