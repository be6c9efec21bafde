namespace Reeve.AspNetCore.Proxies.Wire;

/// <summary>A document that was applied.</summary>
internal sealed record ProxyRevisionDocument
{
    /// <summary>Its number.</summary>
    public long? Revision { get; set; }

    /// <summary>When it was applied (RFC 3339).</summary>
    public string? Time { get; set; }

    /// <summary>Who applied it.</summary>
    public string? By { get; set; }

    /// <summary>The revision that it goes back to.</summary>
    public long? RolledBackTo { get; set; }

    /// <summary>Whether it is served now.</summary>
    public bool Current { get; set; }
}
