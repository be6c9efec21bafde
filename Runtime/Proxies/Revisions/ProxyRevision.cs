using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Runtime.Proxies.Revisions;

/// <summary>A document that was applied. Immutable.</summary>
public sealed record ProxyRevision
{
    /// <summary>1 for the first; grows by one.</summary>
    public required long Revision { get; set; }

    /// <summary>When it was applied.</summary>
    public required DateTimeOffset Time { get; set; }

    /// <summary>Who applied it; empty if unknown.</summary>
    public string By { get; set; } = "";

    /// <summary>The revision that it goes back to; null for one of its own.</summary>
    public long? RolledBackTo { get; set; }

    /// <summary>The document.</summary>
    public required ProxySpec Spec { get; set; }
}
