using System.Text.Json;

namespace Reeve.Clusters;

/// <summary>What another agent needs to look after a cluster.</summary>
public sealed record ClusterHandover
{
    /// <summary>The provisioner's own part of the specification with everything that the provisioner's options add to it: another agent has others.</summary>
    public required JsonElement Provider { get; init; }

    /// <summary>The secrets that operations on the cluster need, by the names of <see cref="IStepContext.SetSecretAsync"/>.</summary>
    public IReadOnlyList<string> SecretNames { get; init; } = [];
}
