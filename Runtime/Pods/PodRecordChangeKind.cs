namespace Reeve.Runtime.Pods;

/// <summary>What happened to a <see cref="PodRecord"/>.</summary>
public enum PodRecordChangeKind
{
    /// <summary>Not stated.</summary>
    Unknown = 0,

    /// <summary>The pod is there, or changed.</summary>
    Updated,

    /// <summary>The pod is gone from the node; the record is its last.</summary>
    Removed,

    /// <summary>Everything that was there when the watch began was given.</summary>
    Synced,
}
