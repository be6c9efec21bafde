namespace Reeve.Runtime.Proxies.Specs;

/// <summary>What a user wants of a proxy: the document that is applied, kept, compared and gone back to. See docs/proxy.md.</summary>
public sealed record ProxySpec
{
    /// <summary>Where it listens, each name once.</summary>
    public IReadOnlyList<ProxyListenerSpec> Listeners { get; set; } = [];

    /// <summary>What goes where, each name once.</summary>
    public IReadOnlyList<ProxyRouteSpec> Routes { get; set; } = [];

    /// <summary>Groups of servers, each name once.</summary>
    public IReadOnlyList<ProxyUpstreamGroupSpec> Upstreams { get; set; } = [];

    /// <summary>Certificates.</summary>
    public IReadOnlyList<ProxyCertificateSpec> Certificates { get; set; } = [];
}
