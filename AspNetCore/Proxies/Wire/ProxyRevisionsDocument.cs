namespace Reeve.AspNetCore.Proxies.Wire;

/// <summary>Revisions of a proxy.</summary>
internal sealed record ProxyRevisionsDocument
{
    /// <summary>Those that are kept, the newest first.</summary>
    public IReadOnlyList<ProxyRevisionDocument> Items { get; set; } = [];
}
