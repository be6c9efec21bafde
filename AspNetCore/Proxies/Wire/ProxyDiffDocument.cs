namespace Reeve.AspNetCore.Proxies.Wire;

/// <summary>What a document would change.</summary>
internal sealed record ProxyDiffDocument
{
    /// <summary>The revision that it was compared with; 0 for nothing.</summary>
    public long? Revision { get; set; }

    /// <summary>The changes; none if the document says the same.</summary>
    public IReadOnlyList<ProxyChangeDocument> Changes { get; set; } = [];
}
