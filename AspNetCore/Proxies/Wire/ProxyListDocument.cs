namespace Reeve.AspNetCore.Proxies.Wire;

/// <summary>Proxies.</summary>
internal sealed record ProxyListDocument
{
    /// <summary>The proxies, without their documents.</summary>
    public IReadOnlyList<ProxyDocument> Items { get; set; } = [];
}
