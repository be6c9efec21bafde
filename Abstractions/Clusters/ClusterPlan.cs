namespace Reeve.Clusters;

/// <summary>The steps of an operation: data alone, stored in the journal before the first one runs.</summary>
public sealed record ClusterPlan
{
    /// <summary>The steps; a graph without cycles.</summary>
    public IReadOnlyList<ClusterStep> Steps { get; init; } = [];

    /// <summary>What it will use of limited things (<c>instances</c>, <c>cores</c>, <c>floatingips</c>), for the preview.</summary>
    public IReadOnlyDictionary<string, long> Costs { get; init; } = new Dictionary<string, long>();

    /// <summary>What a person should know before saying yes.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
