using System.Text;

namespace Reeve.Plugins.Proxy.Http;

/// <summary>
/// The target that an upstream gets: the client's own bytes, with dot segments resolved (RFC 3986, 5.2.4) and, where the route says so,
/// the first segments taken away. The decoded path cannot be used for it: a slash and an encoded slash must stay different on the other side too.
/// </summary>
internal static class RequestTarget
{
    /// <summary>Path and query for the upstream.</summary>
    /// <param name="rawTarget">As the client sent it: <c>/path?query</c>, <c>http://host/path?query</c> or <c>*</c>.</param>
    /// <param name="strip">The prefix to take away, without a slash at its end; null for none.</param>
    /// <returns>Null if it holds what no target may hold.</returns>
    public static string? Rewrite(string rawTarget, string? strip)
    {
        foreach (var character in rawTarget)
        {
            if (character is <= ' ' or > '~' or '#' or '\\')
            {
                return null;
            }
        }

        if (OriginForm(rawTarget) is not { } target)
        {
            return null;
        }

        var mark = target.IndexOf('?', StringComparison.Ordinal);
        var plain = target.AsSpan(0, mark < 0 ? target.Length : mark);
        if (strip is null && !plain.ContainsAny('%', ';') && !plain.Contains("/.", StringComparison.Ordinal))
        {
            return target; // nearly all are so
        }

        var (path, query) = mark < 0 ? (target, "") : (target[..mark], target[mark..]);
        if (path.AsSpan().ContainsAny('%', ';') && path.Split('/').Any(LeavesInDisguise))
        {
            return null;
        }

        var segments = Resolve(path);
        var skipped = strip is null ? 0 : strip.AsSpan().Count('/');
        var result = new StringBuilder(target.Length);
        foreach (var segment in segments.Skip(skipped))
        {
            result.Append('/').Append(segment);
        }

        return (result.Length == 0 ? "/" : result.ToString()) + query;
    }

    // Null for an address with a user, which is for people who are to be deceived (RFC 9110, 4.2.4).
    private static string? OriginForm(string target)
    {
        if (target.StartsWith('/'))
        {
            return target;
        }

        var scheme = target.IndexOf("://", StringComparison.Ordinal);
        var path = scheme < 0 ? -1 : target.IndexOfAny(['/', '?'], scheme + 3);
        var authority = scheme < 0 ? "" : target[(scheme + 3)..(path < 0 ? target.Length : path)];
        return authority.Contains('@', StringComparison.Ordinal) ? null : path < 0 ? "/" : target[path] == '?' ? "/" + target[path..] : target[path..];
    }

    // "..%2f", "%2e%2e%5c" and "..;x" are names here, and the way up for servers that decode slashes, know backslashes or take parameters away.
    private static bool LeavesInDisguise(string segment)
    {
        var plain = segment.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase).Replace("%2f", "/", StringComparison.OrdinalIgnoreCase)
            .Replace("%5c", "/", StringComparison.OrdinalIgnoreCase).Replace("%3b", ";", StringComparison.OrdinalIgnoreCase);
        return plain.AsSpan().ContainsAny('/', ';') && Array.Exists(plain.Split('/'), static part => (part.IndexOf(';', StringComparison.Ordinal) is var at and >= 0 ? part[..at] : part) is "..");
    }

    private static List<string> Resolve(string path)
    {
        List<string> kept = [];
        var segments = path.Split('/');
        for (var i = 1; i < segments.Length; i++)
        {
            var plain = segments[i].Length <= 6 ? segments[i].Replace("%2e", ".", StringComparison.OrdinalIgnoreCase) : segments[i];
            var isLast = i == segments.Length - 1;
            if (plain is "..")
            {
                kept.RemoveRange(Math.Max(0, kept.Count - 1), Math.Min(1, kept.Count));
            }
            else if (plain is not ".")
            {
                kept.Add(segments[i]);
                continue;
            }

            if (isLast)
            {
                kept.Add(""); // what ends in a dot segment is a directory
            }
        }

        return kept;
    }
}
