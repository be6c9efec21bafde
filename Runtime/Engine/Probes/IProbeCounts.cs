namespace Reeve.Runtime.Engine.Probes;

/// <summary>The capability of an engine to say how probes ended.</summary>
internal interface IProbeCounts
{
    /// <summary>Counts of all pods that are there.</summary>
    IReadOnlyList<ProbeCount> Read();
}
