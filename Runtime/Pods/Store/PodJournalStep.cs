namespace Reeve.Runtime.Pods.Store;

/// <summary>Steps of the journal between which an agent, or its machine, may die; for tests.</summary>
internal enum PodJournalStep
{
    /// <summary>Lines are in the file.</summary>
    Appended,

    /// <summary>The file is on disk, and its name.</summary>
    Flushed,

    /// <summary>What counts is in the new file.</summary>
    Copied,

    /// <summary>The new file is on disk.</summary>
    CopyFlushed,

    /// <summary>The new file has taken the place of the old one.</summary>
    Renamed,
}
