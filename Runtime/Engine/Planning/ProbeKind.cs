namespace Reeve.Runtime.Engine.Planning;

/// <summary>The three probes. The names appear in events.</summary>
internal enum ProbeKind
{
    /// <summary>Whether the container has started; nothing else is probed before.</summary>
    Startup,

    /// <summary>Whether it serves.</summary>
    Readiness,

    /// <summary>Whether it has to be restarted.</summary>
    Liveness,
}
