namespace Reeve.Runtime.Plugins.Guards;

/// <summary>What somebody enters a generation for, which decides how a replacement treats it.</summary>
internal enum EntryKind
{
    /// <summary>A call with an answer: given a short time to end.</summary>
    Call,

    /// <summary>An open stream (exec, attach, logs, port-forward): given the drain deadline.</summary>
    Session,

    /// <summary>A watch: ended, the caller watches again.</summary>
    Watch,

    /// <summary>Something that must end with the code it began with: waited for before a replacement begins.</summary>
    Hold,
}
