using System.Text;
using System.Text.Json;
using Reeve;
using Reeve.Clusters;

namespace ScriptedCluster;

/// <summary>Clusters that are a file each, with their version in it.</summary>
internal sealed class ScriptedProvisioner(ScriptedOptions options, TimeProvider time) : IClusterProvisioner, IClusterKubeconfig, IClusterCertificates
{
    private const string Write = "write";
    private const string Say = "say";
    private static readonly JsonElement s_nothing = JsonSerializer.SerializeToElement(new ScriptedFile(), ScriptedJson.Default.ScriptedFile);
    private readonly DateTimeOffset _start = time.GetUtcNow();

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyList<FieldError>> ValidateAsync(ClusterSpec spec, ClusterObservation? observation, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<FieldError>>([]);

    public Task<ClusterObservation> ObserveAsync(ClusterId cluster, IStepContext context, CancellationToken cancellationToken)
    {
        var version = Read(cluster.Name);
        return Task.FromResult(new ClusterObservation
        {
            Exists = version is not null,
            Version = version,
            ApiServerReady = version is not null,
            Endpoint = options.ApiServer,
            Machines = version is null ? [] : [new ClusterMachine { Name = "machine", Role = "control-plane", Ready = true }],
            Components = version is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["cni"] = "v3.25.1", ["csi"] = "v0.0.24", ["runtime"] = "1.6.20" },
        });
    }

    public Task<ClusterPlan> PlanAsync(ClusterIntent intent, ClusterSpec spec, ClusterObservation observation, CancellationToken cancellationToken) => Task.FromResult(new ClusterPlan
    {
        Steps = intent switch
        {
            ClusterIntent.Create or ClusterIntent.Upgrade =>
                [Step("prepare", Say, StepPhase.Pre, spec, "prepared"), Step("init", Write, StepPhase.Main, spec, spec.Version), Step("finish", Say, StepPhase.Post, spec, "finished")],
            ClusterIntent.Delete => observation.Exists ? [Step("remove", Write, StepPhase.Main, spec, null)] : [],
            _ => [Step("change", Say, StepPhase.Main, spec, intent.ToString())],
        },
    });

    public Task<StepCheck> CheckAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken)
    {
        var file = FileOf(step.Arguments);
        return Task.FromResult(new StepCheck { Done = false, Prior = JsonSerializer.SerializeToElement(file with { Content = Read(file.Cluster) }, ScriptedJson.Default.ScriptedFile) });
    }

    public async Task<JsonElement> ApplyAsync(ClusterStep step, JsonElement prior, IStepContext context, CancellationToken cancellationToken)
    {
        var file = FileOf(step.Arguments);
        if (step.Kind == Say)
        {
            await context.RunAsync(new StepCommand { Arguments = ["echo", file.Content!] }, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await SetAsync(file, context, cancellationToken).ConfigureAwait(false);
        }

        return s_nothing;
    }

    public Task VerifyAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task UndoAsync(ClusterStep step, JsonElement prior, IStepContext context, CancellationToken cancellationToken) =>
        step.Kind == Write ? SetAsync(FileOf(prior), context, cancellationToken) : Task.CompletedTask;

    public Task<string> GetKubeconfigAsync(ClusterId cluster, KubeconfigRequest request, IStepContext context, CancellationToken cancellationToken) => Task.FromResult(
        $"""
        apiVersion: v1
        kind: Config
        clusters:
        - name: scripted
          cluster:
            server: "{options.ApiServer}"
        users:
        - name: {request.User ?? "kubernetes-admin"}
          user: {"{}"}
        contexts:
        - name: scripted
          context:
            cluster: scripted
            user: {request.User ?? "kubernetes-admin"}
        current-context: scripted
        """);

    public Task<IReadOnlyList<ClusterCertificate>> GetCertificatesAsync(ClusterId cluster, IStepContext context, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ClusterCertificate>>([new ClusterCertificate { Name = "apiserver", NotBefore = _start, NotAfter = _start.AddDays(365) }]);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static ClusterStep Step(string id, string kind, StepPhase phase, ClusterSpec spec, string? content) => new()
    {
        Id = id,
        Kind = kind,
        Phase = phase,
        Title = $"Step {id}",
        Arguments = JsonSerializer.SerializeToElement(new ScriptedFile { Cluster = spec.Id.Name, Content = content }, ScriptedJson.Default.ScriptedFile),
    };

    private static ScriptedFile FileOf(JsonElement data) => data.Deserialize(ScriptedJson.Default.ScriptedFile)!;

    private string PathOf(string cluster) => Path.Combine(options.Directory, cluster);

    private string? Read(string cluster) => File.Exists(PathOf(cluster)) ? File.ReadAllText(PathOf(cluster)) : null;

    private async Task SetAsync(ScriptedFile file, IStepContext context, CancellationToken cancellationToken)
    {
        if (file.Content is { } content)
        {
            await context.WriteFileAsync(PathOf(file.Cluster), Encoding.UTF8.GetBytes(content), 0b110_000_000, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            File.Delete(PathOf(file.Cluster));
        }
    }
}
