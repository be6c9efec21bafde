namespace Reeve.Runtime.Proxies.Revisions;

/// <summary>What happened to a part of a document.</summary>
public enum ProxyChangeKind
{
    /// <summary>Not stated.</summary>
    Unknown = 0,

    /// <summary>It is new.</summary>
    Added,

    /// <summary>It is gone.</summary>
    Removed,

    /// <summary>A field of it differs.</summary>
    Changed,

    /// <summary>The same objects in another order, which decides between routes that match alike.</summary>
    Reordered,
}
