namespace Reeve.Runtime.Pods.Sources;

/// <summary>What an item of <see cref="IPodSource.WatchAsync"/> says.</summary>
public enum PodSourceItemKind
{
    /// <summary>Not stated; ignored.</summary>
    Unknown = 0,

    /// <summary>A pod shall run, as given.</summary>
    Set,

    /// <summary>A pod shall run no longer.</summary>
    Deleted,

    /// <summary>Everything that shall run now was given.</summary>
    Synced,
}
