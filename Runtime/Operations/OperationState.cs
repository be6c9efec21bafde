namespace Reeve.Runtime.Operations;

/// <summary>How far an operation is.</summary>
public enum OperationState
{
    /// <summary>Not stated.</summary>
    Unknown = 0,

    /// <summary>Its steps are being applied.</summary>
    Running,

    /// <summary>Its steps are being taken back.</summary>
    Undoing,

    /// <summary>It cannot go on by itself, in whichever direction: somebody retries or abandons it. The next start of the agent tries again.</summary>
    Stuck,

    /// <summary>Everything is as wanted.</summary>
    Done,

    /// <summary>Everything is as it was before.</summary>
    Undone,

    /// <summary>Somebody gave it up: what is half done stays as it is.</summary>
    Abandoned,
}
