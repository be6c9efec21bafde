namespace Reeve.Runtime.Operations.Journal;

/// <summary>What a line of an operation's journal says. The names are on disk: they stay.</summary>
internal enum OperationRecordKind
{
    /// <summary>A line of a later version; a journal that holds one is not touched.</summary>
    Unknown = 0,

    /// <summary>The operation with all its steps.</summary>
    Planned,

    /// <summary>A step is about to be applied; what is there.</summary>
    Checked,

    /// <summary>A step was applied; what it made.</summary>
    Applied,

    /// <summary>A step's effect was seen.</summary>
    Verified,

    /// <summary>A step failed.</summary>
    Failed,

    /// <summary>From here on steps are taken back; why.</summary>
    TurnedBack,

    /// <summary>From here on what earlier operations made is taken back: there is no way back.</summary>
    Removing,

    /// <summary>A step is about to be taken back.</summary>
    Undoing,

    /// <summary>A step was taken back.</summary>
    Undone,

    /// <summary>It cannot go on by itself.</summary>
    Stuck,

    /// <summary>Somebody, or a start of the agent, lets it try again.</summary>
    Resumed,

    /// <summary>It has ended; nothing follows.</summary>
    Ended,
}
