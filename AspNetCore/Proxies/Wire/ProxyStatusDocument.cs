namespace Reeve.AspNetCore.Proxies.Wire;

/// <summary>How a proxy is.</summary>
internal sealed record ProxyStatusDocument
{
    /// <summary><c>Serving</c>, <c>Empty</c> (nothing was applied yet), <c>Degraded</c> (a listener is not served), or <c>Failed</c> (it does not serve what it should).</summary>
    public string? Phase { get; set; }

    /// <summary>Why it does not serve what it should.</summary>
    public string? Problem { get; set; }

    /// <summary>The revision that new connections are served by.</summary>
    public long? Revision { get; set; }

    /// <summary>Where it listens.</summary>
    public IReadOnlyList<ProxyListenerDocument> Listeners { get; set; } = [];

    /// <summary>The servers behind it.</summary>
    public IReadOnlyList<ProxyMemberDocument> Upstreams { get; set; } = [];

    /// <summary>Its certificates that are kept fresh.</summary>
    public IReadOnlyList<ProxyCertificateDocument> Certificates { get; set; } = [];
}
