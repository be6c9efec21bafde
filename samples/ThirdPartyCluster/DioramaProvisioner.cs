using System.Text;
using System.Text.Json;
using Reeve;
using Reeve.Clusters;
using Reeve.Plugins;

namespace Diorama;

/// <summary>
/// A cluster is a file with its version. Steps are data: the agent journals them, applies them, and takes them back by what was there before.
/// There is no API, so that nothing is said of kubeconfigs, and workloads cannot be stopped.
/// </summary>
public sealed class DioramaProvisioner(ProviderContext provider) : IClusterProvisioner
{
    private const int OwnerOnly = 0b110_000_000;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(provider.StateDirectory);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<FieldError>> ValidateAsync(ClusterSpec spec, ClusterObservation? observation, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<FieldError>>(
            spec.Storage is null ? [] : [new FieldError { Field = "spec.storage.clusterCsi", Message = "Forbidden: models have no storage" }]);

    public Task<ClusterObservation> ObserveAsync(ClusterId cluster, IStepContext context, CancellationToken cancellationToken)
    {
        var version = Read(PathOf(cluster));
        return Task.FromResult(new ClusterObservation { Exists = version is not null, Version = version, ApiServerReady = version is not null });
    }

    public Task<ClusterPlan> PlanAsync(ClusterIntent intent, ClusterSpec spec, ClusterObservation observation, CancellationToken cancellationToken) =>
        Task.FromResult(new ClusterPlan
        {
            // What creating made is taken back by the agent when the cluster is deleted.
            Steps = intent is ClusterIntent.Delete || observation.Version == spec.Version ? [] : [StepOf(spec)],
        });

    public Task<StepCheck> CheckAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken)
    {
        var wanted = ArgumentsOf(step.Arguments);
        var there = Read(wanted.Path);
        return Task.FromResult(new StepCheck { Done = there == wanted.Content, Prior = ToJson(wanted with { Content = there }) });
    }

    public async Task<JsonElement> ApplyAsync(ClusterStep step, JsonElement prior, IStepContext context, CancellationToken cancellationToken)
    {
        await WriteAsync(ArgumentsOf(step.Arguments), context, cancellationToken);
        return default;
    }

    public Task VerifyAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task UndoAsync(ClusterStep step, JsonElement prior, IStepContext context, CancellationToken cancellationToken) =>
        WriteAsync(ArgumentsOf(prior), context, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task WriteAsync(DioramaStep file, IStepContext context, CancellationToken cancellationToken)
    {
        if (file.Content is { } content)
        {
            await context.WriteFileAsync(file.Path, Encoding.UTF8.GetBytes(content), OwnerOnly, cancellationToken);
        }
        else
        {
            File.Delete(file.Path);
        }
    }

    private static string? Read(string path) => File.Exists(path) ? File.ReadAllText(path) : null;

    private static JsonElement ToJson(DioramaStep step) => JsonSerializer.SerializeToElement(step, DioramaJson.Default.DioramaStep);

    private static DioramaStep ArgumentsOf(JsonElement data) => data.Deserialize(DioramaJson.Default.DioramaStep)!;

    private ClusterStep StepOf(ClusterSpec spec) => new()
    {
        Id = "model",
        Kind = "model",
        Title = $"Build the model of {spec.Version}",
        Arguments = ToJson(new DioramaStep { Path = PathOf(spec.Id), Content = spec.Version }),
    };

    private string PathOf(ClusterId cluster) => Path.Combine(provider.StateDirectory, $"{cluster.Name}.model");
}
