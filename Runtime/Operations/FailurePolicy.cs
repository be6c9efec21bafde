namespace Reeve.Runtime.Operations;

/// <summary>What becomes of an operation when a step fails.</summary>
public enum FailurePolicy
{
    /// <summary>Not stated; treated as <see cref="Undo"/>.</summary>
    Unknown = 0,

    /// <summary>What was done is taken back.</summary>
    Undo,

    /// <summary>It stays as it is, for a person to look at, and to retry or abandon.</summary>
    Keep,
}
