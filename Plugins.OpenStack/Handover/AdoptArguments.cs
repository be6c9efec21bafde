using Reeve.Clusters;

namespace Reeve.Plugins.OpenStack.Handover;

/// <summary>A cluster that changes hands.</summary>
internal sealed record AdoptArguments
{
    /// <summary>The cluster as this agent's.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>The cluster as that of the agent that has released it.</summary>
    public required ClusterId From { get; init; }
}
