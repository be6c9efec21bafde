using System.Text.Json;
using Reeve.Clusters;
using Reeve.Runtime.Clusters.State;

namespace Reeve.Runtime.Clusters.Provisioners;

/// <summary>What the agent's own steps need.</summary>
internal sealed record AgentStepArguments
{
    /// <summary>The cluster.</summary>
    public required ClusterId Cluster { get; init; }

    /// <summary>Whether workloads were stopped before the operation: taking it back leaves them so.</summary>
    public bool WereStopped { get; init; }

    /// <summary>Whether workloads stay stopped after the operation.</summary>
    public bool StayStopped { get; init; }

    public static AgentStepArguments Of(ClusterStep step) => step.Arguments.Deserialize(ClusterJson.Default.AgentStepArguments)
        ?? throw new ProviderException(ErrorReason.Invalid, $"The step {step.Id} has no arguments.");
}
