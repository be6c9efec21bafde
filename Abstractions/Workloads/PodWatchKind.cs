namespace Reeve.Workloads;

/// <summary>What an item of a pod watch says.</summary>
public enum PodWatchKind
{
    /// <summary>Not stated; ignored.</summary>
    Unknown = 0,

    /// <summary>The state of one pod.</summary>
    Report,

    /// <summary>Everything that exists was reported; from here on changes follow.</summary>
    Synced,

    /// <summary>A pod is gone from the backend: removed, or lost behind the provider's back.</summary>
    Removed,
}
