using System.Text.Json;
using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Steps;

/// <summary>One kind of step: what a plan's data means. Keeps no state. Thread-safe.</summary>
internal interface IStepKind
{
    /// <summary>The name in plans and journals: it stays.</summary>
    string Name { get; }

    /// <inheritdoc cref="IClusterProvisioner.CheckAsync"/>
    Task<StepCheck> CheckAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken);

    /// <inheritdoc cref="IClusterProvisioner.ApplyAsync"/>
    Task<JsonElement> ApplyAsync(ClusterStep step, JsonElement prior, IStepContext context, CancellationToken cancellationToken);

    /// <inheritdoc cref="IClusterProvisioner.VerifyAsync"/>
    Task VerifyAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken);

    /// <inheritdoc cref="IClusterProvisioner.UndoAsync"/>
    Task UndoAsync(ClusterStep step, JsonElement prior, IStepContext context, CancellationToken cancellationToken);
}
