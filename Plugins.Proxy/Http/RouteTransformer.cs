using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace Reeve.Plugins.Proxy.Http;

/// <summary>Makes the upstream's request and the client's answer.</summary>
internal sealed class RouteTransformer(RequestRun run) : HttpTransformer
{
    // The target was checked character by character; resolving it once more would change what the client meant.
    private static readonly UriCreationOptions AsItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        var route = run.Served.Route;
        proxyRequest.RequestUri = new Uri(destinationPrefix + run.Target, AsItIs);
        proxyRequest.Headers.Host = route.PreserveHost ? httpContext.Request.Host.Value : null;
        ForwardedHeaders.Write(httpContext, proxyRequest, run.Connection.Peer, run.Connection.IsPeerTrusted, run.Served.Strips);
        proxyRequest.Headers.TryAddWithoutValidation("Via", run.Via.Line(httpContext.Request.Protocol));
        foreach (var (name, value) in route.RequestHeaders)
        {
            proxyRequest.Headers.Remove(name);
            proxyRequest.Content?.Headers.Remove(name);
            if (value.Length > 0 && !proxyRequest.Headers.TryAddWithoutValidation(name, value))
            {
                proxyRequest.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    public override async ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        if (proxyResponse is not null)
        {
            run.Answered();
        }

        var proceed = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        WriteHeaders(httpContext);
        if (proxyResponse is { Content.Headers.ContentLength: null } && (int)proxyResponse.StatusCode >= 200)
        {
            // A stream may begin with silence; its client must not wait for the headers until then.
            await httpContext.Response.Body.FlushAsync(cancellationToken);
        }

        return proceed;
    }

    private void WriteHeaders(HttpContext context)
    {
        var headers = context.Response.Headers;
        var group = run.Lease.Group;
        if (group.Spec.AffinityCookie is { } cookie && context.Request.Cookies[cookie] != run.Lease.Member.Token)
        {
            context.Response.Cookies.Append(
                cookie, run.Lease.Member.Token, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, Path = "/" });
        }

        AnswerHeaders.Write(context, run.Served.Route);
        foreach (var (name, value) in run.Served.Route.ResponseHeaders)
        {
            headers.Remove(name);
            if (value.Length > 0)
            {
                headers[name] = value;
            }
        }
    }
}
