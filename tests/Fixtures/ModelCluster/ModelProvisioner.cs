using System.Text;
using System.Text.Json;
using Reeve;
using Reeve.Clusters;

namespace ModelCluster;

/// <summary>Clusters that are two files each: their subnets, and their version. Everything goes by the hands of steps.</summary>
internal sealed class ModelProvisioner(string fault, TimeProvider time) : IClusterProvisioner, IClusterKubeconfig, IClusterCertificates
{
    private const string Kind = "file";
    private const int OwnerOnly = 0b110_000_000;
    private readonly Dictionary<string, ModelFile> _remembered = [];

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyList<FieldError>> ValidateAsync(ClusterSpec spec, ClusterObservation? observation, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<FieldError>>(
            spec.Storage is null || Has("lenient") ? [] : [new FieldError { Field = "spec.storage.clusterCsi", Message = "Forbidden: models have no storage" }]);

    public async Task<ClusterObservation> ObserveAsync(ClusterId cluster, IStepContext context, CancellationToken cancellationToken)
    {
        var version = await ReadAsync(PathOf(cluster, "server"), context, cancellationToken);
        return new ClusterObservation { Exists = version.Length > 0, Version = version.Length > 0 ? version : null, ApiServerReady = version.Length > 0 };
    }

    public Task<ClusterPlan> PlanAsync(ClusterIntent intent, ClusterSpec spec, ClusterObservation observation, CancellationToken cancellationToken)
    {
        ClusterStep[] all =
        [
            Step("network", StepPhase.Pre, spec, string.Join(',', spec.Networking.PodSubnets)),
            Step("server", StepPhase.Main, spec, spec.Version, "network"),
        ];
        return Task.FromResult(new ClusterPlan
        {
            Steps = intent switch
            {
                ClusterIntent.Create => observation.Exists ? [] : all,
                ClusterIntent.Upgrade => observation.Version == spec.Version ? [] : [all[1] with { DependsOn = [] }],
                ClusterIntent.Delete or ClusterIntent.Change or ClusterIntent.RenewCertificates or ClusterIntent.SetWorkloads => [],
                _ => throw new ProviderException(ErrorReason.Unsupported, $"Models cannot do {intent}."),
            },
        });
    }

    public async Task<StepCheck> CheckAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken)
    {
        var wanted = FileOf(step);
        if (Has("nosy"))
        {
            await context.WriteFileAsync($"{wanted.Path}.checked", "1"u8.ToArray(), OwnerOnly, cancellationToken);
        }

        var there = await ReadAsync(wanted.Path, context, cancellationToken);
        return new StepCheck
        {
            Done = there == wanted.Content && !Has("restless"),
            Prior = ToJson(wanted with { Content = Has("forgetful") ? "" : there }),
            Outputs = ToJson(wanted),
        };
    }

    public async Task<JsonElement> ApplyAsync(ClusterStep step, JsonElement prior, IStepContext context, CancellationToken cancellationToken)
    {
        var file = FileOf(step);
        var before = Has("twice") ? await ReadAsync(file.Path, context, cancellationToken) : "";
        await WriteAsync(file with { Content = before + file.Content }, context, cancellationToken);
        return ToJson(file);
    }

    public async Task VerifyAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken)
    {
        var file = FileOf(step);
        if ((await ReadAsync(file.Path, context, cancellationToken)).Length == 0)
        {
            throw new ProviderException(ErrorReason.Transient, $"{file.Path} is not there yet.");
        }
    }

    public Task UndoAsync(ClusterStep step, JsonElement prior, IStepContext context, CancellationToken cancellationToken)
    {
        FileOf(step);
        return WriteAsync(prior.Deserialize(ModelJson.Default.ModelFile)!, context, cancellationToken);
    }

    public async Task<string> GetKubeconfigAsync(ClusterId cluster, KubeconfigRequest request, IStepContext context, CancellationToken cancellationToken)
    {
        await RequireAsync(cluster, context, cancellationToken);
        return "apiVersion: v1\nkind: Config\nclusters:\n- name: model\n  cluster:\n    server: https://model.invalid\n";
    }

    public async Task<IReadOnlyList<ClusterCertificate>> GetCertificatesAsync(ClusterId cluster, IStepContext context, CancellationToken cancellationToken)
    {
        await RequireAsync(cluster, context, cancellationToken);
        var now = time.GetUtcNow();
        return [new ClusterCertificate { Name = "model", NotBefore = now, NotAfter = now.AddDays(1) }];
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static JsonElement ToJson(ModelFile file) => JsonSerializer.SerializeToElement(file, ModelJson.Default.ModelFile);

    private static async Task<string> ReadAsync(string path, IStepContext context, CancellationToken cancellationToken) =>
        await context.ReadFileAsync(path, cancellationToken) is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : "";

    private static Task WriteAsync(ModelFile file, IStepContext context, CancellationToken cancellationToken) =>
        context.WriteFileAsync(file.Path, Encoding.UTF8.GetBytes(file.Content), OwnerOnly, cancellationToken);

    private bool Has(string one) => fault == one;

    private string PathOf(ClusterId cluster, string part) => Has("everybody") ? $"/model/{part}" : $"/model/{cluster.Name}/{part}";

    private async Task RequireAsync(ClusterId cluster, IStepContext context, CancellationToken cancellationToken)
    {
        if (!(await ObserveAsync(cluster, context, cancellationToken)).Exists)
        {
            throw new ProviderException(ErrorReason.NotFound, $"There is no cluster {cluster}.");
        }
    }

    private ClusterStep Step(string id, StepPhase phase, ClusterSpec spec, string content, params string[] dependsOn)
    {
        var file = new ModelFile { Path = PathOf(spec.Id, id), Content = content };
        _remembered[id] = file;
        return new ClusterStep
        {
            Id = Has("random") ? $"{id}-{Guid.NewGuid():n}" : id,
            Kind = Kind,
            Phase = phase,
            Title = $"Write {file.Path}",
            DependsOn = Has("random") ? [] : dependsOn,
            Arguments = Has("stateful") ? ToJson(new ModelFile { Path = id }) : ToJson(file),
        };
    }

    private ModelFile FileOf(ClusterStep step)
    {
        if (step.Kind != Kind && !Has("trusting"))
        {
            throw new ProviderException(ErrorReason.Unsupported, $"The step {step.Id} is of the kind {step.Kind}, which this version does not know.");
        }

        var file = step.Arguments.Deserialize(ModelJson.Default.ModelFile)!;
        return Has("stateful") ? _remembered[file.Path] : file;
    }
}
