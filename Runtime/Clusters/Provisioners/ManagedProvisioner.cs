using System.Text.Json;
using Reeve.Clusters;

namespace Reeve.Runtime.Clusters.Provisioners;

/// <summary>A provisioner together with the steps that the agent does itself: what operations see.</summary>
internal sealed class ManagedProvisioner(IClusterProvisioner provisioner, IReadOnlyDictionary<string, IAgentStep> agentSteps) : IClusterProvisioner
{
    public Task StartAsync(CancellationToken cancellationToken) => provisioner.StartAsync(cancellationToken);

    public ValueTask DisposeAsync() => provisioner.DisposeAsync();

    public Task<IReadOnlyList<FieldError>> ValidateAsync(ClusterSpec spec, ClusterObservation? observation, CancellationToken cancellationToken) =>
        provisioner.ValidateAsync(spec, observation, cancellationToken);

    public Task<ClusterObservation> ObserveAsync(ClusterId cluster, IStepContext context, CancellationToken cancellationToken) =>
        provisioner.ObserveAsync(cluster, context, cancellationToken);

    public Task<ClusterPlan> PlanAsync(ClusterIntent intent, ClusterSpec spec, ClusterObservation observation, CancellationToken cancellationToken) =>
        provisioner.PlanAsync(intent, spec, observation, cancellationToken);

    public Task<StepCheck> CheckAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken) =>
        Find(step) is { } own ? own.CheckAsync(step, context, cancellationToken) : provisioner.CheckAsync(step, context, cancellationToken);

    public Task<JsonElement> ApplyAsync(ClusterStep step, JsonElement prior, IStepContext context, CancellationToken cancellationToken) =>
        Find(step) is { } own ? own.ApplyAsync(step, context, cancellationToken) : provisioner.ApplyAsync(step, prior, context, cancellationToken);

    public Task VerifyAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken) =>
        Find(step) is { } own ? own.VerifyAsync(step, context, cancellationToken) : provisioner.VerifyAsync(step, context, cancellationToken);

    public Task UndoAsync(ClusterStep step, JsonElement prior, IStepContext context, CancellationToken cancellationToken) =>
        Find(step) is { } own ? own.UndoAsync(step, context, cancellationToken) : provisioner.UndoAsync(step, prior, context, cancellationToken);

    private IAgentStep? Find(ClusterStep step) => agentSteps.GetValueOrDefault(step.Kind)
        ?? (step.Kind.StartsWith(IAgentStep.Prefix, StringComparison.Ordinal)
            ? throw new ProviderException(ErrorReason.Unsupported, $"This agent does not know steps of the kind {step.Kind}.")
            : null);
}
