using System.Globalization;
using System.Text;
using Reeve.Proxies;

namespace Reeve.Plugins.Nginx.Configuration;

/// <summary>What is done with the requests of one route on one listener, as the template sees it.</summary>
internal static class LocationModel
{
    private const int LongestPart = NginxText.LongestParameter - 100;

    /// <param name="route">The route.</param>
    /// <param name="listener">The listener.</param>
    /// <param name="number">The route's number on that listener.</param>
    /// <param name="context">What is common.</param>
    public static Dictionary<string, object?> Of(ProxyRoute route, ProxyListener listener, int number, HttpContextModel context)
    {
        var isTls = listener.Protocol is ProxyProtocol.Https;
        var redirects = route.RedirectToHttps && !isTls;
        var hsts = route.Hsts is { } age && isTls ? [Header("Strict-Transport-Security", string.Create(CultureInfo.InvariantCulture, $"max-age={(long)age.TotalSeconds}"))] : Array.Empty<Dictionary<string, object?>>();
        var forwards = !redirects && route.Response is null;
        var id = number.ToString(CultureInfo.InvariantCulture);
        var model = new Dictionary<string, object?>
        {
            ["id"] = id,
            ["admits"] = route.AllowedSources.Count > 0 ? $"${context.Sources.Of(route.AllowedSources)}" : "",
            ["maxBody"] = (route.MaxBodyBytes is { } most ? Math.Max(1, most) : 0).ToString(CultureInfo.InvariantCulture), // 0 is no limit
            ["refusesBodies"] = route.MaxBodyBytes is 0,
            ["rate"] = route.RateLimit is { } rate ? RateModel.Limit(route.Name, rate) : "",
            ["redirects"] = redirects,
            ["response"] = !redirects && route.Response is { } response ? Response(response, hsts) : null,
            ["forward"] = forwards ? ForwardModel.Of(route, listener, hsts, context, grpc: false) : null,
            ["grpcId"] = "",
            ["grpc"] = null,
        };
        if (forwards && isTls && context.HasGrpc)
        {
            context.GrpcGroups.Add(route.Upstream!);
            model["grpcId"] = $"{id}g";
            model["grpc"] = new Dictionary<string, object?>(ForwardModel.Of(route, listener, hsts, context, grpc: true))
            {
                ["id"] = $"{id}g", ["rate"] = model["rate"], ["maxBody"] = model["maxBody"],
            };
        }

        return model;
    }

    public static Dictionary<string, object?> Header(string name, string value) => new() { ["name"] = NginxText.Literal(name), ["value"] = NginxText.Value(value) };

    private static Dictionary<string, object?> Response(ProxyResponse response, Dictionary<string, object?>[] hsts)
    {
        var type = response.Headers.FirstOrDefault(header => string.Equals(header.Key, "Content-Type", StringComparison.OrdinalIgnoreCase)).Value;
        var location = response.Headers.FirstOrDefault(header => string.Equals(header.Key, "Location", StringComparison.OrdinalIgnoreCase)).Value;
        var redirects = response.Status is 301 or 302 or 303 or 307 or 308;
        var parts = Parts(Encoding.UTF8.GetString(response.Body.Span)).Select((part, index) => new Dictionary<string, object?> { ["name"] = $"$body_{index}", ["value"] = NginxText.Value(part) }).ToList();
        return new()
        {
            ["status"] = response.Status.ToString(CultureInfo.InvariantCulture),
            ["parts"] = redirects ? [] : parts,
            ["text"] = redirects ? NginxText.Value(location ?? "") : NginxText.Quote(string.Concat(parts.Select(part => $"${{{((string)part["name"]!)[1..]}}}"))),
            ["type"] = NginxText.Literal(type ?? ""),
            ["headers"] = response.Headers
                .Where(header => header.Value.Length > 0 && !string.Equals(header.Key, "Content-Type", StringComparison.OrdinalIgnoreCase)
                    && !(redirects && string.Equals(header.Key, "Location", StringComparison.OrdinalIgnoreCase)))
                .Select(header => Header(header.Key, header.Value)).Concat(hsts).ToList(),
        };
    }

    // Also an empty body is one part: without a variable nginx would write a page of its own.
    private static IEnumerable<string> Parts(string text)
    {
        var begin = 0;
        do
        {
            var (end, length) = (begin, 0);
            while (end < text.Length && length < LongestPart)
            {
                var width = char.IsHighSurrogate(text[end]) && end + 1 < text.Length ? 2 : 1;
                length += Encoding.UTF8.GetByteCount(NginxText.Escape(text.Substring(end, width)));
                end += width;
            }

            yield return text[begin..end];
            begin = end;
        }
        while (begin < text.Length);
    }
}
