using System.Text;
using System.Text.RegularExpressions;
using Reeve.Plugins.Nginx.Configuration;
using Reeve.Proxies;

namespace Reeve.Plugins.Nginx.Checks;

/// <summary>Refuses routes that nginx cannot serve.</summary>
internal static partial class RouteCheck
{
    // What nginx decides by itself, because messages are framed by it.
    private static readonly HashSet<string> Framing = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Content-Length", "Keep-Alive", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
    };

    private static readonly HashSet<string> Own = new(StringComparer.OrdinalIgnoreCase) { "Date", "Server" };

    // 444 means to nginx that there is no answer at all.
    private const int Nothing = 444;

    private const int LongestBody = 800_000;

    public static void Run(ProxySnapshot snapshot)
    {
        for (var i = 0; i < snapshot.Routes.Count; i++)
        {
            var (route, field) = (snapshot.Routes[i], $"routes[{i}]");
            SnapshotCheck.RequireLabel($"{field}.name", route.Name);
            CheckMatch(route, field);
            CheckHeaders($"{field}.requestHeaders", route.RequestHeaders, Framing);
            CheckHeaders($"{field}.responseHeaders", route.ResponseHeaders, Framing, Own);
            if (route.Response is { } response)
            {
                CheckResponse(response, $"{field}.response");
            }
        }
    }

    private static void CheckMatch(ProxyRoute route, string field)
    {
        foreach (var name in route.Headers.Keys)
        {
            if (!KnownHeader().IsMatch(name))
            {
                throw SnapshotCheck.Unsupported($"{field}.headers[{name}]", "nginx drops headers whose names have other characters than letters, digits and dashes.");
            }
        }

        if (route.PathRegex is not null)
        {
            throw SnapshotCheck.Unsupported($"{field}.pathRegex", "nginx's regular expressions go back and try again, so that a path can keep it busy; use exactPath or pathPrefix.");
        }

        for (var i = 0; i < route.Methods.Count; i++)
        {
            if (!KnownMethod().IsMatch(route.Methods[i]))
            {
                throw SnapshotCheck.Unsupported($"{field}.methods[{i}]", "nginx takes no methods with other characters than letters, underscores and dashes.");
            }
        }

        // Each character may become four.
        var length = route.Methods.Sum(method => method.Length + 1) + (route.PathPrefix ?? route.ExactPath ?? "").Length + route.Headers.Sum(header => header.Value.Length + 8);
        if (length > NginxText.LongestParameter / 8)
        {
            throw SnapshotCheck.Unsupported($"{field}.{(route.ExactPath is null ? "pathPrefix" : "exactPath")}", "The match of methods, path and headers is too long for nginx.");
        }
    }

    private static void CheckHeaders(string field, IReadOnlyDictionary<string, string> headers, params HashSet<string>[] refused)
    {
        foreach (var (name, value) in headers)
        {
            if (refused.Any(set => set.Contains(name)))
            {
                throw SnapshotCheck.Unsupported($"{field}[{name}]", "nginx writes this header itself.");
            }

            if (NginxText.Value(value).Length > NginxText.LongestParameter || name.Length > 256)
            {
                throw SnapshotCheck.Unsupported($"{field}[{name}]", "The header is too long for nginx.");
            }
        }
    }

    private static void CheckResponse(ProxyResponse response, string field)
    {
        CheckHeaders($"{field}.headers", response.Headers, Framing, Own);
        if (response.Status is Nothing)
        {
            throw SnapshotCheck.Unsupported($"{field}.status", "nginx takes 444 for an order to give no answer.");
        }

        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(response.Body.Span);
            if (NginxText.Value(text).Length > LongestBody)
            {
                throw SnapshotCheck.Unsupported($"{field}.body", "The fixed answer is too long for nginx.");
            }
        }
        catch (DecoderFallbackException)
        {
            throw SnapshotCheck.Unsupported($"{field}.body", "nginx gives fixed answers of text (UTF-8) alone.");
        }

        if (response.Status is 301 or 302 or 303 or 307 or 308)
        {
            if (response.Body.Length > 0)
            {
                throw SnapshotCheck.Unsupported($"{field}.body", "nginx writes the body of redirects itself.");
            }

            if (!response.Headers.Keys.Contains("Location", StringComparer.OrdinalIgnoreCase))
            {
                throw SnapshotCheck.Unsupported($"{field}.headers", "A redirect needs a Location for nginx.");
            }
        }
    }

    [GeneratedRegex(@"^[-A-Za-z0-9]{1,256}\z")]
    private static partial Regex KnownHeader();

    [GeneratedRegex(@"^[-_A-Za-z]{1,64}\z")]
    private static partial Regex KnownMethod();
}
