namespace Reeve.Runtime.Operations.Journal;

/// <summary>Moments of a write at which a process may die; tests let it.</summary>
internal enum JournalMoment
{
    BeforeWrite,
    Written,
    OnDisk,
}
