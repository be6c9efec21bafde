namespace Reeve.Clusters;

/// <summary>The steps of an operation: data alone, stored in the journal before the first one runs.</summary>
public sealed record ClusterPlan
{
    /// <summary>The steps; a graph without cycles.</summary>
    public IReadOnlyList<ClusterStep> Steps { get; init; } = [];

    /// <summary>What it will use of limited things (<c>instances</c>, <c>cores</c>, <c>floatingips</c>), for the preview.</summary>
    public IReadOnlyDictionary<string, long> Costs { get; init; } = new Dictionary<string, long>();

    /// <summary>
    /// Whether workloads go on while it is carried out, because machines are replaced one after the other; the agent then stops none and lets writes pass,
    /// also in an upgrade.
    /// </summary>
    public bool KeepsWorkloads { get; init; }

    /// <summary>What a person should know before saying yes.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
