using Microsoft.AspNetCore.Http;
using Reeve.AspNetCore.Clusters.Routes;
using Reeve.AspNetCore.Clusters.Security;
using Reeve.Host.Pages.Feed;

namespace Reeve.Host.Pages.Routes;

/// <summary>What a browser asks for of the status page: its files, which hold nothing of the agent, and what there is to see.</summary>
internal static class PageRoutes
{
    // Nothing from elsewhere, nothing written into the page, and no text that becomes code.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; "
        + "require-trusted-types-for 'script'; trusted-types 'none'";

    /// <summary>Makes them.</summary>
    /// <param name="feeds">What there is to see, and for whom.</param>
    /// <param name="time">The clock.</param>
    public static IEnumerable<ApiRoute> Create(StatusFeeds feeds, TimeProvider time) =>
    [
        Get("/", "RedirectToPage", "Leads to the status page.", static call => Redirect(call, StatusPage.Path + "/")),
        Get(StatusPage.Path, "GetStatusPage", "The status page.", static call =>
            call.Context.Request.Path.Value?.EndsWith('/') == true ? WriteAsync(call, PageFile.All[0]) : Redirect(call, StatusPage.Path + "/")),
        .. PageFile.All.Skip(1).Select(static file => Get($"{StatusPage.Path}/{file.Name}", $"GetStatusPage_{file.Name}", "A part of the status page.", call => WriteAsync(call, file))),
        Get($"{StatusPage.Path}/events", "WatchStatus", "What there is to see, as server-sent events.", call => WatchAsync(call, feeds.Of(call.Caller), time)) with { Role = ApiRole.Read, Streams = true, KnowsTenants = true },
    ];

    private static ApiRoute Get(string path, string id, string summary, Func<ApiCall, Task> handler) =>
        new() { Method = "GET", Path = path, Id = id, Summary = summary, Role = ApiRole.None, Handler = handler };

    private static Task Redirect(ApiCall call, string path)
    {
        call.Context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        call.Context.Response.Headers.Location = path;
        return Task.CompletedTask;
    }

    private static Task WriteAsync(ApiCall call, PageFile file)
    {
        var headers = call.Context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        return file.WriteAsync(call.Context);
    }

    private static Task WatchAsync(ApiCall call, StatusFeed feed, TimeProvider time)
    {
        feed.RequireRoom();
        var lastEvent = call.Context.Request.Headers["Last-Event-ID"].ToString();
        var stream = new EventStream(call.Context.Response, time);
        return stream.RunAsync(
            feed.WatchAsync(lastEvent.Length > 0 ? lastEvent : null, call.Aborted), change => stream.WriteAsync(change.Kind, change.Data, call.Aborted, change.Id), call.Aborted);
    }
}
