using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Reeve.Runtime.KubeletApi.Streaming;

/// <summary>The web server's rule that cuts off who reads or writes too slowly.</summary>
internal static class DataRates
{
    /// <summary>Lifts it for a stream that may well stand still, such as a log that somebody pages through.</summary>
    public static void Lift(HttpContext context)
    {
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } request && context.Request.Protocol == HttpProtocol.Http11)
        {
            request.MinDataRate = null;
        }

        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } response && context.Request.Protocol == HttpProtocol.Http11)
        {
            response.MinDataRate = null;
        }
    }
}
