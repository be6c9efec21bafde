using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Reeve.Runtime.KubeletApi.Streaming;

/// <summary>Upgrades of HTTP/1.1 requests to SPDY/3.1.</summary>
internal static class SpdyUpgrade
{
    public const string Protocol = "SPDY/3.1";

    /// <summary>Whether the request asks for one.</summary>
    public static bool IsAskedFor(HttpContext context) =>
        context.Request.Headers.Upgrade.Any(static value => value?.Contains(Protocol, StringComparison.OrdinalIgnoreCase) == true);

    /// <summary>Accepts it.</summary>
    /// <exception cref="KubeletException">400: the request cannot be upgraded.</exception>
    public static async Task<Stream> AcceptAsync(HttpContext context)
    {
        if (!IsAskedFor(context) || context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } upgrade)
        {
            throw new KubeletException(
                StatusCodes.Status400BadRequest, $"unable to upgrade: missing upgrade headers in request: the connection must be upgraded to {Protocol} or WebSocket");
        }

        context.Response.Headers.Upgrade = Protocol;
        DataRates.Lift(context);
        return await upgrade.UpgradeAsync();
    }
}
