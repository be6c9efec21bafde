namespace Reeve.Clusters;

/// <summary>Where in an operation a step belongs. Phases follow one another.</summary>
public enum StepPhase
{
    /// <summary>Not stated; treated as <see cref="Main"/>.</summary>
    Unknown = 0,

    /// <summary>Prepares the system.</summary>
    Pre,

    /// <summary>The work itself.</summary>
    Main,

    /// <summary>Completes and cleans up.</summary>
    Post,
}
