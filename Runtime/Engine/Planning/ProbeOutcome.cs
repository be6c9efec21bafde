namespace Reeve.Runtime.Engine.Planning;

/// <summary>What one run of a probe found.</summary>
internal enum ProbeOutcome
{
    /// <summary>It could not be run; counts for nothing.</summary>
    Error,

    /// <summary>Good.</summary>
    Success,

    /// <summary>Good, but worth an event.</summary>
    Warning,

    /// <summary>Bad.</summary>
    Failure,
}
