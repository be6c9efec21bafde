using System.Text.RegularExpressions;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Runtime.Proxies.Validation;

/// <summary>Rules for the paths of routes.</summary>
internal static class PathRules
{
    // What an expression costs to compile is bounded.
    private const int LongestRegex = 1024;

    public static void Check(ProxyRouteSpec route, string field, SpecErrors errors)
    {
        CheckPath($"{field}.pathPrefix", route.PathPrefix, errors);
        CheckPath($"{field}.exactPath", route.ExactPath, errors);
        if (route.PathRegex is { } regex && ProblemOf(regex) is { } problem)
        {
            errors.Invalid($"{field}.pathRegex", regex, problem);
        }

        foreach (var (name, _) in new[] { ("pathPrefix", route.PathPrefix), ("exactPath", route.ExactPath), ("pathRegex", route.PathRegex) }.Where(static pair => pair.Item2 is not null).Skip(1))
        {
            errors.Add($"{field}.{name}", "Forbidden: at most one of pathPrefix, exactPath and pathRegex");
        }
    }

    /// <summary>What an expression must be; null if it is that. It is tried by itself and as it is used, so that it cannot end the group that it stands in.</summary>
    public static string? ProblemOf(string regex)
    {
        if (regex.Length is 0 or > LongestRegex)
        {
            return $"must be a regular expression of at most {LongestRegex} characters";
        }

        try
        {
            foreach (var pattern in new[] { regex, $@"\A(?:{regex})\z" })
            {
                _ = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            }

            return null;
        }
        catch (ArgumentException exception)
        {
            return $"must be a regular expression: {exception.Message}";
        }
        catch (NotSupportedException)
        {
            return "must be a regular expression without look-arounds, back-references and atomic groups, and without repetitions that make it too large";
        }
    }

    private static void CheckPath(string field, string? path, SpecErrors errors)
    {
        if (path is not null && (!path.StartsWith('/') || path.AsSpan().ContainsAnyExceptInRange('!', '~') || path.AsSpan().ContainsAny("?#%\\")
            || path.Split('/').Any(static segment => segment is "." or "..") || path.Contains("//", StringComparison.Ordinal)))
        {
            errors.Invalid(field, path, "must be a path that begins with a slash, without ?, #, %, \\, and without empty or dot segments");
        }
    }
}
