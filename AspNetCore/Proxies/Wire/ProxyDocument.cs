using Reeve.Runtime.Proxies.Specs;

namespace Reeve.AspNetCore.Proxies.Wire;

/// <summary>A proxy: what is wanted of it, and how it is.</summary>
internal sealed record ProxyDocument
{
    /// <summary>Its name.</summary>
    public string? Name { get; set; }

    /// <summary>The provider that serves it.</summary>
    public string? Provider { get; set; }

    /// <summary>The revision of its document; 0 before the first.</summary>
    public long? Revision { get; set; }

    /// <summary>When that was applied (RFC 3339).</summary>
    public string? Time { get; set; }

    /// <summary>Who applied it.</summary>
    public string? By { get; set; }

    /// <summary>The revision that it goes back to.</summary>
    public long? RolledBackTo { get; set; }

    /// <summary>What is wanted of it. Keys are hidden; one that is sent back hidden stays as it is.</summary>
    public ProxySpec? Spec { get; set; }

    /// <summary>How it is.</summary>
    public ProxyStatusDocument? Status { get; set; }
}
