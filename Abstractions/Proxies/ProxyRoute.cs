using System.Net;

namespace Reeve.Proxies;

/// <summary>What goes where. A match without conditions takes all of its listeners' traffic.</summary>
public sealed record ProxyRoute
{
    /// <summary>Its name (RFC 1123 label).</summary>
    public required string Name { get; init; }

    /// <summary>Listeners by name.</summary>
    public required IReadOnlyList<string> Listeners { get; init; }

    /// <summary>Higher goes first; among equals the more specific match.</summary>
    public int Priority { get; init; }

    /// <summary>Host names (or TLS server names), <c>*.example.org</c> for one label; empty for all.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>The path itself and everything below it, e.g. <c>/app</c>; null for all. At most one of this, <see cref="ExactPath"/> and <see cref="PathRegex"/> is given.</summary>
    public string? PathPrefix { get; init; }

    /// <summary>This path alone, e.g. <c>/app</c>, which is another one than <c>/app/</c>. More specific than any expression or prefix.</summary>
    public string? ExactPath { get; init; }

    /// <summary>
    /// A regular expression that a path has to match as a whole, in .NET's syntax without look-arounds, back-references and atomic groups, so that it can be matched in time linear in the path's
    /// length (<see cref="System.Text.RegularExpressions.RegexOptions.NonBacktracking"/>); case matters. More specific than any prefix; among expressions the longer one.
    /// </summary>
    public string? PathRegex { get; init; }

    /// <summary>Whether <see cref="PathPrefix"/> is taken away before forwarding.</summary>
    public bool StripPrefix { get; init; }

    /// <summary>HTTP methods; empty for all.</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>Headers that must be there with exactly this value (any value if empty).</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Networks that clients must be in; empty for all. No part of the match: whoever comes by this route from elsewhere gets 403, or over TCP and UDP nothing. The client is who connects, or
    /// whom an accepted PROXY protocol header names. Connections and sessions that are open stay open.
    /// </summary>
    public IReadOnlyList<IPNetwork> AllowedSources { get; init; } = [];

    /// <summary>Where it goes: the name of an upstream group; null with <see cref="Response"/>.</summary>
    public string? Upstream { get; init; }

    /// <summary>A fixed answer instead of forwarding: challenges, redirects.</summary>
    public ProxyResponse? Response { get; init; }

    /// <summary>How long an upstream may take to answer; null for the provider's default.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Requests per second for each client address; null for no limit.</summary>
    public int? RateLimit { get; init; }

    /// <summary>Largest request body in bytes; null for no limit.</summary>
    public long? MaxBodyBytes { get; init; }

    /// <summary>
    /// How often a request that may be repeated (GET, HEAD, OPTIONS, TRACE, PUT, DELETE without a body) is tried on another server when the
    /// first one cannot be reached. A group has a budget for it, so that retries cannot multiply an outage.
    /// </summary>
    public int Retries { get; init; }

    /// <summary>Whether the upstream sees the host that the client asked for instead of its own.</summary>
    public bool PreserveHost { get; init; }

    /// <summary>Answers requests in clear text with 308 and the same address under <c>https</c>.</summary>
    public bool RedirectToHttps { get; init; }

    /// <summary>Age in <c>Strict-Transport-Security</c> of answers over TLS (RFC 6797); null for no such header.</summary>
    public TimeSpan? Hsts { get; init; }

    /// <summary>Headers that the upstream gets instead of what the client sent; an empty value takes one away.</summary>
    public IReadOnlyDictionary<string, string> RequestHeaders { get; init; } = new Dictionary<string, string>();

    /// <summary>Headers that the client gets instead of what the upstream sent; an empty value takes one away.</summary>
    public IReadOnlyDictionary<string, string> ResponseHeaders { get; init; } = new Dictionary<string, string>();
}
