using System.Text.Json;
using Reeve.Clusters;
using Reeve.Plugins;

namespace Reeve.Runtime.Plugins.Guards;

/// <summary>The guard of <see cref="IClusterProvisioner"/>. A step that changes something holds the code it began with.</summary>
internal sealed class GuardedClusterProvisioner : Guard<IClusterProvisioner>, IClusterProvisioner
{
    public GuardedClusterProvisioner(string provider, ProviderInstance instance, GuardServices services)
        : base(ProviderKind.Cluster, provider, instance, services) => Capabilities = new GuardedClusterCapabilities(Calls, Deadlines);

    protected override object Capabilities { get; }

    public async Task<IReadOnlyList<FieldError>> ValidateAsync(ClusterSpec spec, ClusterObservation? observation, CancellationToken cancellationToken) =>
        await Calls.CallAsync(
            EntryKind.Call, "validate", Deadlines.Cluster,
            async (target, token) => Detached.From(await target.ValidateAsync(spec, observation, token)), cancellationToken);

    public Task<ClusterObservation> ObserveAsync(ClusterId cluster, IStepContext context, CancellationToken cancellationToken) => Calls.CallAsync(
        EntryKind.Call, "observe", Deadlines.Cluster,
        async (target, token) => Detached.From(await target.ObserveAsync(cluster, context, token)), cancellationToken);

    public Task<ClusterPlan> PlanAsync(ClusterIntent intent, ClusterSpec spec, ClusterObservation observation, CancellationToken cancellationToken) =>
        Calls.CallAsync(
            EntryKind.Call, "plan", Deadlines.Cluster,
            async (target, token) => Detached.From(await target.PlanAsync(intent, spec, observation, token)), cancellationToken);

    public Task<StepCheck> CheckAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken) => Calls.CallAsync(
        EntryKind.Call, "check", Deadlines.Cluster, (target, token) => target.CheckAsync(step, context, token), cancellationToken);

    public Task<JsonElement> ApplyAsync(ClusterStep step, JsonElement prior, IStepContext context, CancellationToken cancellationToken) =>
        HeldAsync("apply", (target, token) => target.ApplyAsync(step, prior, context, token), cancellationToken);

    public Task VerifyAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken) =>
        HeldAsync("verify", (target, token) => target.VerifyAsync(step, context, token).Answered(), cancellationToken);

    public Task UndoAsync(ClusterStep step, JsonElement prior, IStepContext context, CancellationToken cancellationToken) =>
        HeldAsync("undo", (target, token) => target.UndoAsync(step, prior, context, token).Answered(), cancellationToken);

    // No deadline of its own: the operation sets the step's.
    private async Task<TResult> HeldAsync<TResult>(
        string operation, Func<IClusterProvisioner, CancellationToken, Task<TResult>> call, CancellationToken cancellationToken)
    {
        using var hold = await HoldAsync(cancellationToken);
        return await Calls.CallAsync(EntryKind.Call, operation, null, call, cancellationToken);
    }
}
