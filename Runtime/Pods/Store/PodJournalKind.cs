namespace Reeve.Runtime.Pods.Store;

/// <summary>What a line of the journal says of its pod.</summary>
internal enum PodJournalKind
{
    /// <summary>Nothing that this version knows.</summary>
    Unknown,

    /// <summary>A <see cref="PodIntent"/>, in place of the one before.</summary>
    Intent,

    /// <summary>A <see cref="PodStatusDocument"/>, in place of the one before.</summary>
    Status,

    /// <summary>A <see cref="PodTombstone"/>, in place of the one before.</summary>
    Tombstone,

    /// <summary>That nothing is left of it: what was said before does not count.</summary>
    Removed,
}
