using System.Text.Json;
using Reeve.Clusters;

namespace Reeve.TestKit.Faults;

/// <inheritdoc/>
internal sealed class FaultyClusterProvisioner(Func<IClusterProvisioner> make, FaultPlan plan, TimeProvider time) : Faulty<IClusterProvisioner>(make, plan, time), IClusterProvisioner
{
    public Task<IReadOnlyList<FieldError>> ValidateAsync(ClusterSpec spec, ClusterObservation? observation, CancellationToken cancellationToken) =>
        CallAsync(target => target.ValidateAsync(spec, observation, cancellationToken), cancellationToken);

    public Task<ClusterObservation> ObserveAsync(ClusterId cluster, IStepContext context, CancellationToken cancellationToken) =>
        CallAsync(target => target.ObserveAsync(cluster, context, cancellationToken), cancellationToken);

    public Task<ClusterPlan> PlanAsync(ClusterIntent intent, ClusterSpec spec, ClusterObservation observation, CancellationToken cancellationToken) =>
        CallAsync(target => target.PlanAsync(intent, spec, observation, cancellationToken), cancellationToken);

    public Task<StepCheck> CheckAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken) =>
        CallAsync(target => target.CheckAsync(step, context, cancellationToken), cancellationToken);

    public Task<JsonElement> ApplyAsync(ClusterStep step, JsonElement prior, IStepContext context, CancellationToken cancellationToken) =>
        CallAsync(target => target.ApplyAsync(step, prior, context, cancellationToken), cancellationToken);

    public Task VerifyAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken) =>
        CallAsync(target => target.VerifyAsync(step, context, cancellationToken), cancellationToken);

    public Task UndoAsync(ClusterStep step, JsonElement prior, IStepContext context, CancellationToken cancellationToken) =>
        CallAsync(target => target.UndoAsync(step, prior, context, cancellationToken), cancellationToken);
}
