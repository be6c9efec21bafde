using System.Globalization;
using Microsoft.AspNetCore.Http;
using Reeve.Proxies;

namespace Reeve.Plugins.Proxy.Http;

/// <summary>Headers of every answer of a route, whoever made it.</summary>
internal static class AnswerHeaders
{
    public static void Write(HttpContext context, ProxyRoute route)
    {
        if (route.Hsts is { } age && context.Request.IsHttps)
        {
            context.Response.Headers.StrictTransportSecurity = string.Create(CultureInfo.InvariantCulture, $"max-age={(long)age.TotalSeconds}");
        }
    }
}
