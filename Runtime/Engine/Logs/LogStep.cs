namespace Reeve.Runtime.Engine.Logs;

/// <summary>The points of <see cref="AttemptLog"/> at which the agent may die; tests do so at each of them.</summary>
internal enum LogStep
{
    None = 0,
    SpoolsCreated,
    Appended,
    Committed,
    Freed,
    Renamed,
    Created,
    Rotated,
    Flushed,
    Completed,
}
