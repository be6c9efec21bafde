namespace Reeve.Runtime.Proxies.Specs;

/// <summary>What goes where. The meaning of each property is that of <see cref="Reeve.Proxies.ProxyRoute"/>.</summary>
public sealed record ProxyRouteSpec
{
    /// <summary>Its name (RFC 1123 label).</summary>
    public string Name { get; set; } = "";

    /// <summary>Listeners by name.</summary>
    public IReadOnlyList<string> Listeners { get; set; } = [];

    /// <summary>Higher goes first; -1000 to 1000.</summary>
    public int Priority { get; set; }

    /// <summary>Host names, <c>*.example.org</c> for one label; empty for all.</summary>
    public IReadOnlyList<string> Hosts { get; set; } = [];

    /// <summary>The path itself and everything below it.</summary>
    public string? PathPrefix { get; set; }

    /// <summary>This path alone.</summary>
    public string? ExactPath { get; set; }

    /// <summary>A regular expression that the whole path matches, without look-arounds and back-references.</summary>
    public string? PathRegex { get; set; }

    /// <summary>Whether the prefix is taken away.</summary>
    public bool StripPrefix { get; set; }

    /// <summary>HTTP methods; empty for all.</summary>
    public IReadOnlyList<string> Methods { get; set; } = [];

    /// <summary>Headers that must be there with this value (any if empty).</summary>
    public IReadOnlyDictionary<string, string> Headers { get; set; } = new Dictionary<string, string>();

    /// <summary>Networks (<c>10.0.0.0/8</c>) that clients must be in; empty for all. Others get 403, or nothing.</summary>
    public IReadOnlyList<string> AllowedSources { get; set; } = [];

    /// <summary>The group of servers.</summary>
    public string? Upstream { get; set; }

    /// <summary>A fixed answer instead.</summary>
    public ProxyResponseSpec? Response { get; set; }

    /// <summary>How long a server may take to answer.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>Requests per second for each client.</summary>
    public int? RateLimit { get; set; }

    /// <summary>Largest request body in bytes.</summary>
    public long? MaxBodyBytes { get; set; }

    /// <summary>Tries on other servers; 0 to 10.</summary>
    public int Retries { get; set; }

    /// <summary>Whether the server sees the client's host.</summary>
    public bool PreserveHost { get; set; }

    /// <summary>Sends clear text to <c>https</c>.</summary>
    public bool RedirectToHttps { get; set; }

    /// <summary>Age in <c>Strict-Transport-Security</c>.</summary>
    public TimeSpan? Hsts { get; set; }

    /// <summary>Request headers to set; an empty value takes one away.</summary>
    public IReadOnlyDictionary<string, string> RequestHeaders { get; set; } = new Dictionary<string, string>();

    /// <summary>Answer headers to set; an empty value takes one away.</summary>
    public IReadOnlyDictionary<string, string> ResponseHeaders { get; set; } = new Dictionary<string, string>();
}
