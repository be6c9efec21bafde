namespace Reeve.Workloads;

/// <summary>What became of a change.</summary>
public enum PodChangeOutcome
{
    /// <summary>Not stated.</summary>
    Unknown = 0,

    /// <summary>Done.</summary>
    Applied,

    /// <summary>Possible, but not now; the core asks again.</summary>
    Deferred,

    /// <summary>Never possible for this pod on this backend; shown as an event.</summary>
    Infeasible,
}
