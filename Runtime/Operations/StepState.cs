namespace Reeve.Runtime.Operations;

/// <summary>How far a step is.</summary>
public enum StepState
{
    /// <summary>Not stated.</summary>
    Unknown = 0,

    /// <summary>Waits for others.</summary>
    Pending,

    /// <summary>What is there already is known and on disk; it is being applied.</summary>
    Applying,

    /// <summary>Applied; its effect is being waited for.</summary>
    Verifying,

    /// <summary>Its effect was seen.</summary>
    Done,

    /// <summary>Its effect was there already.</summary>
    AlreadyDone,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>It is being taken back.</summary>
    Undoing,

    /// <summary>What was there before is there again.</summary>
    Undone,
}
