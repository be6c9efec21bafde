using Reeve.Proxies;
using Reeve.Runtime.Proxies.Validation;

namespace Reeve.Runtime.Proxies.Sources.Compiling;

/// <summary>The paths that an Ingress or an HTTPRoute asks for: one of the three is given.</summary>
/// <param name="Prefix">A path and what is below it.</param>
/// <param name="Exact">A path alone.</param>
/// <param name="Regex">Paths that match an expression as a whole.</param>
internal sealed record PathMatch(string? Prefix, string? Exact, string? Regex)
{
    /// <summary>What tells it from others.</summary>
    public string Key => Prefix ?? (Exact is null ? $"~{Regex}" : $"={Exact}");

    /// <summary>Why it is not served; null where it is.</summary>
    /// <param name="capabilities">What the proxy's provider can do; null for everything.</param>
    public string? Problem(ProxyCapabilities? capabilities)
    {
        bool Lacks(string feature) => capabilities?.Features.Contains(feature) is false;
        return Exact is not null && Lacks("routes.exactPath") ? $"is {Exact} alone, and the provider of the proxy knows prefixes"
            : Regex is null ? null
            : Lacks("routes.pathRegex") ? $"is a regular expression ({Regex}), which the provider of the proxy cannot match"
            : PathRules.ProblemOf(Regex) is { } problem ? $"is a regular expression ({Regex}) that {problem}" : null;
    }

    /// <summary>Reads it.</summary>
    /// <param name="type"><c>Exact</c> and <c>RegularExpression</c> are what they say; anything else, <c>ImplementationSpecific</c> included, is a prefix.</param>
    /// <param name="path">The path; null for all.</param>
    public static PathMatch Of(string? type, string? path) => type switch
    {
        "Exact" => new PathMatch(null, path is { Length: > 0 } ? path : "/", null),
        "RegularExpression" => new PathMatch(null, null, path ?? ""),
        _ => new PathMatch(path?.TrimEnd('/') is { Length: > 0 } prefix ? prefix : "/", null, null),
    };

    /// <inheritdoc/>
    public override string ToString() => Prefix ?? Exact ?? Regex ?? "";
}
