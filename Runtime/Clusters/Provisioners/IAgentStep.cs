using System.Text.Json;
using Reeve.Clusters;

namespace Reeve.Runtime.Clusters.Provisioners;

/// <summary>A kind of step that the agent does itself, for clusters of all types. The contract is that of <see cref="IClusterProvisioner"/>.</summary>
internal interface IAgentStep
{
    /// <summary>How such kinds begin; no provisioner may use it.</summary>
    const string Prefix = "reeve.";

    string Kind { get; }

    Task<StepCheck> CheckAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken);

    Task<JsonElement> ApplyAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken);

    Task VerifyAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken);

    Task UndoAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken);
}
