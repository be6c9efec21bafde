using Reeve.Clusters;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>A cluster whose name is claimed.</summary>
internal sealed record ClaimArguments
{
    /// <summary>The cluster.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>Whether the cluster is new, so that taking its making back leaves nothing of it.</summary>
    public bool IsNew { get; init; }

    /// <summary>What will be used of the project's quota, by the services' own words: <c>cores</c>.</summary>
    public IReadOnlyDictionary<string, long> Costs { get; init; } = new Dictionary<string, long>();
}
