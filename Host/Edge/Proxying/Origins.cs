using Reeve.Host.Edge.Routes;

namespace Reeve.Host.Edge.Proxying;

/// <summary>Reads where servers are.</summary>
internal static class Origins
{
    /// <summary>A server of HTTP with its scheme: <c>http://10.0.0.1:8081</c>.</summary>
    /// <param name="text">What was sent.</param>
    /// <param name="field">Its field.</param>
    public static string Http(string text, string field)
    {
        var uri = Parse(text, field, "http", "https");
        return uri.PathAndQuery is "/" && uri.Fragment.Length == 0
            ? $"{uri.Scheme}://{uri.Host}:{uri.Port}"
            : throw EdgeBody.Invalid(field, $"has a path or a query, which cannot be put before that of requests: \"{text}\"");
    }

    /// <summary>A server without its scheme, or with it: <c>10.0.0.1:777</c>.</summary>
    /// <param name="text">What was sent.</param>
    /// <param name="field">Its field.</param>
    /// <param name="scheme">The scheme.</param>
    public static string Plain(string text, string field, string scheme)
    {
        var full = text.Contains("://", StringComparison.Ordinal) ? text : $"{scheme}://{text}";
        if (scheme == "http")
        {
            return Http(full, field);
        }

        var uri = Parse(full, field, scheme);
        return uri.Port > 0 && uri.PathAndQuery is "/" or "" ? $"{scheme}://{uri.Host}:{uri.Port}" : throw Wrong(text, field);
    }

    private static Uri Parse(string text, string field, params string[] schemes) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && schemes.Contains(uri.Scheme) && uri.Host.Length > 0 && uri.UserInfo.Length == 0 ? uri : throw Wrong(text, field);

    private static Exception Wrong(string text, string field) => EdgeBody.Invalid(field, $"must be a host and a port, such as 10.0.0.1:8081; \"{text}\" is none");
}
