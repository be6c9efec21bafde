using System.Text.Json;
using Reeve.Clusters;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>One kind of step: what a plan's data means. Thread-safe.</summary>
internal interface IStepKind
{
    /// <summary>The name in plans and journals: it stays.</summary>
    string Name { get; }

    /// <summary>What is there before a dry run; a real run looks when it applies, so that a failure in passing is tried again.</summary>
    Task PreviewAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken);

    /// <inheritdoc cref="IClusterProvisioner.ApplyAsync"/>
    Task<JsonElement> ApplyAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken);

    /// <inheritdoc cref="IClusterProvisioner.VerifyAsync"/>
    Task VerifyAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken);

    /// <inheritdoc cref="IClusterProvisioner.UndoAsync"/>
    Task UndoAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken);
}
