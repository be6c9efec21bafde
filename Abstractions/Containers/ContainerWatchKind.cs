namespace Reeve.Containers;

/// <summary>What an item of a container watch says.</summary>
public enum ContainerWatchKind
{
    /// <summary>Not stated; ignored.</summary>
    Unknown = 0,

    /// <summary>The state of one attempt.</summary>
    Observation,

    /// <summary>Everything that exists was reported; from here on changes follow.</summary>
    Synced,
}
