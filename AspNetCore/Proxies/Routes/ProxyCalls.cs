using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Reeve.AspNetCore.Clusters.Routes;
using Reeve.AspNetCore.Clusters.Serving;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.AspNetCore.Proxies.Wire;
using Reeve.Proxies;
using Reeve.Runtime.Hosting.Proxies;
using Reeve.Runtime.Proxies.Revisions;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.AspNetCore.Proxies.Routes;

/// <summary>Calls about what is wanted of a proxy, and how it is.</summary>
/// <param name="sites">The proxies.</param>
/// <param name="time">The clock.</param>
internal sealed class ProxyCalls(IProxySites sites, TimeProvider time)
{
    /// <summary>Lists them.</summary>
    public async Task ListAsync(ApiCall call)
    {
        var items = await Task.WhenAll(sites.All.Select(async site =>
            ProxyDocuments.Of(site, site.Service.Current) with { Spec = null, Status = await StatusOfAsync(site, call.Aborted) }));
        await call.WriteAsync(new ProxyListDocument { Items = items }, ApiJson.TypeInfo<ProxyListDocument>());
    }

    /// <summary>Shows one, once or after each change.</summary>
    public async Task GetAsync(ApiCall call)
    {
        var site = sites.Of(call);
        if (!call.WantsEvents)
        {
            await WriteAsync(call, site, site.Service.Current);
            return;
        }

        var stream = new EventStream(call.Context.Response, time);
        await stream.RunAsync(
            site.Service.WatchAsync(call.Aborted),
            async revision => await stream.WriteAsync(
                "revision", EventStream.Line(ProxyDocuments.Of(site, revision) with { Status = await StatusOfAsync(site, call.Aborted) }), call.Aborted),
            call.Aborted);
    }

    /// <summary>Makes a document the one that is served.</summary>
    public async Task ApplyAsync(ApiCall call)
    {
        var site = sites.Of(call);
        var (body, revision) = await ReadAsync(call, site);
        await ChangeAsync(call, site, from => site.Service.ApplyAsync(Spec(body, site), call.Caller.ToString(), from ?? revision, call.Aborted));
    }

    /// <summary>Changes what a merge patch names of the document that is served.</summary>
    public async Task PatchAsync(ApiCall call)
    {
        var site = sites.Of(call);
        var (body, revision) = await ReadAsync(call, site);
        var by = call.Caller.ToString();
        await ChangeAsync(call, site, from => (from ?? revision) is { } expected
            ? site.Service.ApplyAsync(ProxySpecs.Patch(site.Service.Current?.Spec, body), by, expected, call.Aborted)
            : site.Service.ChangeAsync(former => ProxySpecs.Patch(former, body), by, call.Aborted)); // to whatever is served by then
    }

    /// <summary>Says what a document would change.</summary>
    public async Task DiffAsync(ApiCall call)
    {
        var site = sites.Of(call);
        var (body, _) = await ReadAsync(call, site);
        var current = site.Service.Current?.Revision;
        await call.WriteAsync(ProxyDocuments.Of(site.Service.Diff(Spec(body, site)), current), ApiJson.TypeInfo<ProxyDiffDocument>());
    }

    /// <summary>Shows how one is.</summary>
    public async Task StatusAsync(ApiCall call) => await call.WriteAsync(await StatusOfAsync(sites.Of(call), call.Aborted), ApiJson.TypeInfo<ProxyStatusDocument>());

    /// <summary>Answers with a proxy.</summary>
    internal static async Task WriteAsync(ApiCall call, IProxySite site, ProxyRevision? revision)
    {
        call.Context.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{revision?.Revision ?? 0}\"");
        await call.WriteAsync(ProxyDocuments.Of(site, revision) with { Status = await StatusOfAsync(site, call.Aborted) }, ApiJson.TypeInfo<ProxyDocument>());
    }

    /// <summary>A proxy with its document and how it is.</summary>
    internal static async Task<ProxyDocument> WholeAsync(IProxySite site, CancellationToken cancellationToken) =>
        ProxyDocuments.Of(site, site.Service.Current) with { Status = await StatusOfAsync(site, cancellationToken) };

    // A revision that the header names is a condition of HTTP's own; one that the body names is not.
    private static async Task ChangeAsync(ApiCall call, IProxySite site, Func<long?, Task<ProxyRevision>> change)
    {
        var matched = ReadMatch(call);
        try
        {
            await WriteAsync(call, site, await change(matched));
        }
        catch (ProviderException e) when (e.Reason is ErrorReason.Conflict && matched is not null && matched != (site.Service.Current?.Revision ?? 0))
        {
            throw new ApiException(RpcCode.Aborted, e.Message) { Status = StatusCodes.Status412PreconditionFailed };
        }
    }

    // A proxy that cannot be asked is shown all the same: that is when somebody looks.
    private static async Task<ProxyStatusDocument> StatusOfAsync(IProxySite site, CancellationToken cancellationToken)
    {
        try
        {
            ProxyObservation? observed = site.Service.Capabilities is null ? null : await site.Service.ObserveAsync(cancellationToken);
            return ProxyDocuments.StatusOf(site, observed, null);
        }
        catch (ProviderException e)
        {
            return ProxyDocuments.StatusOf(site, null, e.Message);
        }
    }

    private static async Task<(JsonElement Spec, long? Revision)> ReadAsync(ApiCall call, IProxySite site)
    {
        using var body = await JsonDocument.ParseAsync(call.Context.Request.Body, cancellationToken: call.Aborted);
        var root = body.RootElement;
        if (root.ValueKind is not JsonValueKind.Object || !root.TryGetProperty("spec", out var spec))
        {
            throw ApiCall.Invalid("spec", "is missing: the document of the proxy");
        }

        if (root.TryGetProperty("name", out var name) && name.ValueKind is JsonValueKind.String && name.GetString() is { Length: > 0 } said && said != site.Name)
        {
            throw ApiCall.Invalid("name", $"is {said}, and the path says {site.Name}");
        }

        long? revision = root.TryGetProperty("revision", out var number) && number.ValueKind is not JsonValueKind.Null
            ? number.ValueKind is JsonValueKind.Number && number.TryGetInt64(out var from) ? from : throw ApiCall.Invalid("revision", "is a whole number")
            : null;
        return (spec.Clone(), revision);
    }

    // Strictly: a mistyped field of a route would otherwise be a route that does something else.
    private static ProxySpec Spec(JsonElement body, IProxySite site) => ProxySpecs.WithKeysOf(ProxySpecs.Read(Encoding.UTF8.GetBytes(body.GetRawText())), site.Service.Current?.Spec);

    private static long? ReadMatch(ApiCall call) => call.Context.Request.Headers.IfMatch.ToString() switch
    {
        "" or "*" => null,
        var tag when long.TryParse(tag.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var revision) => revision,
        _ => throw new ApiException(RpcCode.InvalidArgument, "If-Match takes the ETag of a proxy: the number of its revision in quotes."),
    };
}
