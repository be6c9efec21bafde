using System.Text.Json;
using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Configuration;
using Reeve.Plugins.OpenStack.Spec;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack;

/// <summary>Makes clusters of virtual machines.</summary>
/// <param name="context">What the runtime gives.</param>
/// <param name="given">The clouds; null for those of the options.</param>
internal sealed class OpenStackProvisioner(ProviderContext context, IClouds? given = null) : IClusterProvisioner, IClusterKubeconfig, IClusterHandover
{
    private Clouds? _clouds;
    private CloudClusters? _clusters;

    private CloudClusters Clusters => _clusters ?? throw new ProviderException(ErrorReason.Conflict, "The openstack provisioner is not started.");

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var options = context.Options.Get(ConfigurationJson.Default.OpenStackOptions);
        var source = CloudSource.OfProcess();
        if (given is null)
        {
            _clouds = new Clouds(options, source, context.TimeProvider);
            _clouds.Settings(); // what is wrong with a file shows now
        }

        _clusters = new CloudClusters(given ?? _clouds!, OpenStackSpecs.Layer(source.Defaults().ToProvider(), options.Defaults), context.TimeProvider);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<FieldError>> ValidateAsync(ClusterSpec spec, ClusterObservation? observation, CancellationToken cancellationToken) =>
        CloudGuard.RunAsync(() => Clusters.ValidateAsync(spec, observation, cancellationToken));

    public Task<ClusterObservation> ObserveAsync(ClusterId cluster, IStepContext stepContext, CancellationToken cancellationToken) =>
        CloudGuard.RunAsync(() => Clusters.Observer.ObserveAsync(cluster, stepContext, cancellationToken));

    public Task<ClusterPlan> PlanAsync(ClusterIntent intent, ClusterSpec spec, ClusterObservation observation, CancellationToken cancellationToken) =>
        CloudGuard.RunAsync(() => Clusters.PlanAsync(intent, spec, observation, cancellationToken));

    public async Task<StepCheck> CheckAsync(ClusterStep step, IStepContext stepContext, CancellationToken cancellationToken)
    {
        if (stepContext.DryRun)
        {
            await CloudGuard.RunAsync(() => Clusters.Kinds.Of(step).PreviewAsync(step, stepContext, cancellationToken));
        }

        // What is there already is not in a plan, and what an interrupted try made is found when the step is applied.
        return new StepCheck { Done = false };
    }

    public async Task<JsonElement> ApplyAsync(ClusterStep step, JsonElement prior, IStepContext stepContext, CancellationToken cancellationToken)
    {
        using var doing = Begin(step, changes: true);
        return await CloudGuard.RunAsync(() => Clusters.Kinds.Of(step).ApplyAsync(step, stepContext, cancellationToken));
    }

    public async Task VerifyAsync(ClusterStep step, IStepContext stepContext, CancellationToken cancellationToken)
    {
        using var doing = Begin(step, changes: false);
        await CloudGuard.RunAsync(() => Clusters.Kinds.Of(step).VerifyAsync(step, stepContext, cancellationToken));
    }

    public async Task UndoAsync(ClusterStep step, JsonElement prior, IStepContext stepContext, CancellationToken cancellationToken)
    {
        using var doing = Begin(step, changes: true);
        await CloudGuard.RunAsync(() => Clusters.Kinds.Of(step).UndoAsync(step, stepContext, cancellationToken));
    }

    public Task<string> GetKubeconfigAsync(ClusterId cluster, KubeconfigRequest request, IStepContext stepContext, CancellationToken cancellationToken) =>
        Clusters.GetKubeconfigAsync(cluster, request, stepContext, cancellationToken);

    public Task<ClusterHandover> DescribeHandoverAsync(ClusterSpec spec, CancellationToken cancellationToken) => Task.FromResult(Clusters.DescribeHandover(spec));

    public ValueTask DisposeAsync()
    {
        _clouds?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Notes what is done to which cluster; all kinds of steps say the cluster in the same way.</summary>
    private IDisposable? Begin(ClusterStep step, bool changes) => step.Arguments.ValueKind is JsonValueKind.Object && step.Arguments.TryGetProperty("cluster", out var cluster)
        && cluster.Deserialize(StepJson.Default.ClusterId) is { } id ? Clusters.Changes.Begin(id, changes) : null;
}
