using System.Text.RegularExpressions;
using Reeve.Proxies;

namespace Reeve.Plugins.Proxy.Serving;

/// <summary>The paths that a route takes: one alone, those that an expression matches as a whole, those below a prefix, or all.</summary>
internal sealed class PathPattern(ProxyRoute route)
{
    private readonly string? _exact = route.ExactPath;
    private readonly string? _prefix = route.PathPrefix?.TrimEnd('/');

    // Time linear in the path's length, whatever the expression is: clients choose the path.
    private readonly Regex? _regex = route.PathRegex is { } regex ? new Regex($@"\A(?:{regex})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant) : null;

    /// <summary>More for what is more specific: a path before an expression before a prefix before none, and the longer one.</summary>
    public (int Kind, int Length) Rank { get; } =
        route.ExactPath is { } exact ? (3, exact.Length) : route.PathRegex is { } pattern ? (2, pattern.Length) : route.PathPrefix is { } prefix ? (1, prefix.TrimEnd('/').Length) : (0, 0);

    /// <summary>Whether a path, decoded and without dot segments, is one of these.</summary>
    public bool Takes(string path)
    {
        if (_prefix is { } prefix)
        {
            return path.StartsWith(prefix, StringComparison.Ordinal) && (path.Length == prefix.Length || path[prefix.Length] == '/');
        }

        return _exact is not null ? path == _exact : _regex?.IsMatch(path) ?? true;
    }
}
