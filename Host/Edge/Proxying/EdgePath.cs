namespace Reeve.Host.Edge.Proxying;

/// <summary>A path of the HTTPS address, and the server that it goes to.</summary>
/// <param name="Path">The path, without a slash at its end.</param>
/// <param name="Origin">The server: <c>http://host:port</c> or <c>https://host:port</c>.</param>
internal sealed record EdgePath(string Path, string Origin)
{
    /// <summary>A path as it is kept: <c>/app/*rest</c> and <c>/app/</c> are <c>/app</c>.</summary>
    public static string Normalise(string path)
    {
        var star = path.LastIndexOf("/*", StringComparison.Ordinal);
        var prefix = star >= 0 && !path.AsSpan(star + 2).Contains('/') ? path[..(star + 1)] : path;
        return prefix.Length > 1 ? prefix.TrimEnd('/') is { Length: > 0 } shorter ? shorter : "/" : prefix;
    }
}
