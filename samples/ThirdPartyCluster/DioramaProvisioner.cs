using System.Text;
using System.Text.Json;
using Reeve;
using Reeve.Clusters;
using Reeve.Plugins;

namespace Diorama;

/// <summary>
/// A cluster is a file with its version, or with nothing if it is not there. Steps are data: the agent journals them, applies them, and takes them back by
/// what was there before. They touch the world by their hands alone. There is no API, so that nothing is said of kubeconfigs, and workloads cannot be stopped.
/// </summary>
public sealed class DioramaProvisioner(ProviderContext provider) : IClusterProvisioner
{
    private const string Kind = "model";
    private const int OwnerOnly = 0b110_000_000;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(provider.StateDirectory);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<FieldError>> ValidateAsync(ClusterSpec spec, ClusterObservation? observation, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<FieldError>>(
            spec.Storage is null ? [] : [new FieldError { Field = "spec.storage.clusterCsi", Message = "Forbidden: models have no storage" }]);

    public async Task<ClusterObservation> ObserveAsync(ClusterId cluster, IStepContext context, CancellationToken cancellationToken)
    {
        var version = await ReadAsync(PathOf(cluster), context, cancellationToken);
        var exists = version.Length > 0;
        return new ClusterObservation { Exists = exists, Version = exists ? version : null, ApiServerReady = exists };
    }

    public Task<ClusterPlan> PlanAsync(ClusterIntent intent, ClusterSpec spec, ClusterObservation observation, CancellationToken cancellationToken) =>
        Task.FromResult(new ClusterPlan
        {
            Steps = intent switch
            {
                ClusterIntent.Create or ClusterIntent.Upgrade => observation.Version == spec.Version ? [] : [StepOf(spec)],

                // What creating made is taken back by the agent.
                ClusterIntent.Delete or ClusterIntent.Change or ClusterIntent.RenewCertificates or ClusterIntent.SetWorkloads => [],
                _ => throw new ProviderException(ErrorReason.Unsupported, $"Models cannot do {intent}."),
            },
        });

    public async Task<StepCheck> CheckAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken)
    {
        var wanted = ModelOf(step);
        var there = await ReadAsync(wanted.Path, context, cancellationToken);
        return new StepCheck { Done = there == wanted.Content, Prior = ToJson(wanted with { Content = there }), Outputs = ToJson(wanted) };
    }

    public async Task<JsonElement> ApplyAsync(ClusterStep step, JsonElement prior, IStepContext context, CancellationToken cancellationToken)
    {
        var wanted = ModelOf(step);
        await WriteAsync(wanted, context, cancellationToken);
        return ToJson(wanted);
    }

    public Task VerifyAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken)
    {
        ModelOf(step);
        return Task.CompletedTask;
    }

    public Task UndoAsync(ClusterStep step, JsonElement prior, IStepContext context, CancellationToken cancellationToken)
    {
        ModelOf(step);
        return WriteAsync(prior.Deserialize(DioramaJson.Default.DioramaStep)!, context, cancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static Task WriteAsync(DioramaStep model, IStepContext context, CancellationToken cancellationToken) =>
        context.WriteFileAsync(model.Path, Encoding.UTF8.GetBytes(model.Content), OwnerOnly, cancellationToken);

    private static async Task<string> ReadAsync(string path, IStepContext context, CancellationToken cancellationToken) =>
        await context.ReadFileAsync(path, cancellationToken) is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : "";

    private static JsonElement ToJson(DioramaStep step) => JsonSerializer.SerializeToElement(step, DioramaJson.Default.DioramaStep);

    // A journal may hold steps of another version of the plugin.
    private static DioramaStep ModelOf(ClusterStep step) => step.Kind == Kind
        ? step.Arguments.Deserialize(DioramaJson.Default.DioramaStep)!
        : throw new ProviderException(ErrorReason.Unsupported, $"The step {step.Id} is of the kind {step.Kind}, which this version does not know.");

    private ClusterStep StepOf(ClusterSpec spec) => new()
    {
        Id = "model",
        Kind = Kind,
        Title = $"Build the model of {spec.Version}",
        Arguments = ToJson(new DioramaStep { Path = PathOf(spec.Id), Content = spec.Version }),
    };

    private string PathOf(ClusterId cluster) => Path.Combine(provider.StateDirectory, $"{cluster.Name}.model");
}
