using System.Text;
using System.Text.Json;
using Reeve;
using Reeve.Clusters;
using Reeve.Plugins;

namespace Company.Plugin1;

/// <summary>
/// Makes clusters as graphs of steps. Steps are data: the agent journals them, carries them out, resumes them after a crash, and takes them back by what
/// was there before. Everything goes by the hands of the step (files, programs, the API), and nothing is remembered here.
/// </summary>
public sealed class ModelProvisioner : IClusterProvisioner
{
    private const string Kind = "file";
    private const int OwnerOnly = 0b110_000_000;
    private readonly string _directory;

    public ModelProvisioner(ProviderContext context) =>
        _directory = context.Options.Get(ModelJson.Default.ModelOptions).Directory ?? Path.Combine(context.StateDirectory, "models");

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_directory);
        return Task.CompletedTask;
    }

    // Names the field at fault; asked before anything is done.
    public Task<IReadOnlyList<FieldError>> ValidateAsync(ClusterSpec spec, ClusterObservation? observation, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<FieldError>>(
            spec.Storage is null ? [] : [new FieldError { Field = "spec.storage.clusterCsi", Message = "Forbidden: models have no storage" }]);

    // Changes nothing.
    public async Task<ClusterObservation> ObserveAsync(ClusterId cluster, IStepContext context, CancellationToken cancellationToken)
    {
        var version = await ReadAsync(PathOf(cluster, "server"), context, cancellationToken);
        var exists = version.Length > 0;
        return new ClusterObservation { Exists = exists, Version = exists ? version : null, ApiServerReady = exists };
    }

    // The same arguments give the same plan; what is so already needs no step.
    public Task<ClusterPlan> PlanAsync(ClusterIntent intent, ClusterSpec spec, ClusterObservation observation, CancellationToken cancellationToken)
    {
        var network = Step("network", StepPhase.Pre, spec, string.Join(',', spec.Networking.PodSubnets));
        var server = Step("server", StepPhase.Main, spec, spec.Version);
        return Task.FromResult(new ClusterPlan
        {
            Steps = intent switch
            {
                ClusterIntent.Create => observation.Exists ? [] : [network, server with { DependsOn = [network.Id] }],
                ClusterIntent.Upgrade => observation.Version == spec.Version ? [] : [server],

                // What creating made is taken back by the agent.
                ClusterIntent.Delete or ClusterIntent.Change or ClusterIntent.RenewCertificates or ClusterIntent.SetWorkloads => [],
                _ => throw new ProviderException(ErrorReason.Unsupported, $"Models cannot do {intent}."),
            },
        });
    }

    // Whether a step is done, and what is there now: journalled before it is applied.
    public async Task<StepCheck> CheckAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken)
    {
        var wanted = FileOf(step);
        var there = await ReadAsync(wanted.Path, context, cancellationToken);
        return new StepCheck { Done = there == wanted.Content, Prior = ToJson(new ModelFile { Path = wanted.Path, Content = there }), Outputs = ToJson(wanted) };
    }

    public async Task<JsonElement> ApplyAsync(ClusterStep step, JsonElement prior, IStepContext context, CancellationToken cancellationToken)
    {
        var file = FileOf(step);
        await WriteAsync(file, context, cancellationToken);
        return ToJson(file);
    }

    public async Task VerifyAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken)
    {
        var file = FileOf(step);
        if (await ReadAsync(file.Path, context, cancellationToken) != file.Content)
        {
            throw new ProviderException(ErrorReason.Transient, $"{file.Path} is not there yet.");
        }
    }

    public Task UndoAsync(ClusterStep step, JsonElement prior, IStepContext context, CancellationToken cancellationToken)
    {
        FileOf(step);
        return WriteAsync(prior.Deserialize(ModelJson.Default.ModelFile)!, context, cancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static JsonElement ToJson(ModelFile file) => JsonSerializer.SerializeToElement(file, ModelJson.Default.ModelFile);

    private static async Task<string> ReadAsync(string path, IStepContext context, CancellationToken cancellationToken) =>
        await context.ReadFileAsync(path, cancellationToken) is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : "";

    private static Task WriteAsync(ModelFile file, IStepContext context, CancellationToken cancellationToken) =>
        context.WriteFileAsync(file.Path, Encoding.UTF8.GetBytes(file.Content), OwnerOnly, cancellationToken);

    // A plugin may be newer or older than the plan that it is to carry out.
    private static ModelFile FileOf(ClusterStep step) => step.Kind == Kind
        ? step.Arguments.Deserialize(ModelJson.Default.ModelFile)!
        : throw new ProviderException(ErrorReason.Unsupported, $"The step {step.Id} is of the kind {step.Kind}, which this version does not know.");

    private string PathOf(ClusterId cluster, string part) => Path.Combine(_directory, $"{cluster.Name}.{part}");

    private ClusterStep Step(string id, StepPhase phase, ClusterSpec spec, string content)
    {
        var file = new ModelFile { Path = PathOf(spec.Id, id), Content = content };
        return new ClusterStep { Id = id, Kind = Kind, Phase = phase, Title = $"Write {file.Path}", Arguments = ToJson(file) };
    }
}
