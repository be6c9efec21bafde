namespace Reeve.Runtime.Kubernetes.Reflectors;

/// <summary>What happened to an object.</summary>
public enum ObjectChangeKind
{
    /// <summary>Not said.</summary>
    Unknown,

    /// <summary>It is there, and was not told of before.</summary>
    Added,

    /// <summary>It is another than before.</summary>
    Modified,

    /// <summary>It is gone; its last known state is given.</summary>
    Deleted,

    /// <summary>No object: everything that was there at the start has been told of.</summary>
    Synced,
}
