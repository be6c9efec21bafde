using System.Text.Json;
using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Configuration;

namespace Reeve.Plugins.OpenStack;

/// <summary>Makes clusters of virtual machines.</summary>
internal sealed class OpenStackProvisioner(ProviderContext context) : IClusterProvisioner
{
    private Clouds? _clouds;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var clouds = new Clouds(context.Options.Get(ConfigurationJson.Default.OpenStackOptions), CloudSource.OfProcess(), context.TimeProvider);
        clouds.Settings(); // what is wrong with a file shows now
        _clouds = clouds;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<FieldError>> ValidateAsync(ClusterSpec spec, ClusterObservation? observation, CancellationToken cancellationToken) => throw Unsupported();

    public Task<ClusterObservation> ObserveAsync(ClusterId cluster, IStepContext stepContext, CancellationToken cancellationToken) => throw Unsupported();

    public Task<ClusterPlan> PlanAsync(ClusterIntent intent, ClusterSpec spec, ClusterObservation observation, CancellationToken cancellationToken) => throw Unsupported();

    public Task<StepCheck> CheckAsync(ClusterStep step, IStepContext stepContext, CancellationToken cancellationToken) => throw Unsupported();

    public Task<JsonElement> ApplyAsync(ClusterStep step, JsonElement prior, IStepContext stepContext, CancellationToken cancellationToken) => throw Unsupported();

    public Task VerifyAsync(ClusterStep step, IStepContext stepContext, CancellationToken cancellationToken) => throw Unsupported();

    public Task UndoAsync(ClusterStep step, JsonElement prior, IStepContext stepContext, CancellationToken cancellationToken) => throw Unsupported();

    public ValueTask DisposeAsync()
    {
        _clouds?.Dispose();
        return ValueTask.CompletedTask;
    }

    private static ProviderException Unsupported() => new(ErrorReason.Unsupported, "This version reaches OpenStack clouds and makes no clusters in them.");
}
