using System.Globalization;
using System.Text.Json;
using Reeve.Clusters;
using Reeve.Runtime.Tests.Operations;

namespace Reeve.Runtime.Tests.Clusters.Scripted;

/// <summary>
/// A provisioner of clusters that are values of a <see cref="World"/>: their version, CNI's version and certificates' number. Those of others than the usual cluster bear its
/// key. Its steps are those of
/// <see cref="WorldProvisioner"/>.
/// </summary>
internal sealed class ScriptedProvisioner(World world) : IClusterProvisioner, IClusterKubeconfig, IClusterCertificates, IClusterHandover
{
    public WorldProvisioner Steps { get; } = new(world);

    /// <summary>Whether the control plane and the node are ready.</summary>
    public bool IsReady { get; set; } = true;

    /// <summary>The kubelet's version, where it is not the cluster's.</summary>
    public string? Kubelet { get; set; }

    /// <summary>What looking throws.</summary>
    public Exception? Fault { get; set; }

    /// <summary>When certificates end.</summary>
    public DateTimeOffset CertificatesEnd { get; set; } = DateTimeOffset.MaxValue;

    /// <summary>What the last specification was.</summary>
    public ClusterSpec? Spec { get; private set; }

    /// <summary>What making and changing a cluster costs.</summary>
    public IReadOnlyDictionary<string, long> Costs { get; set; } = new Dictionary<string, long>();

    /// <summary>How often it was looked.</summary>
    public int Looks { get; private set; }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public Task<IReadOnlyList<FieldError>> ValidateAsync(ClusterSpec spec, ClusterObservation? observation, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<FieldError>>(spec.ExtraArguments.ContainsKey("refused") ? [new FieldError { Field = "spec.extraArgs", Message = "Invalid value: \"refused\"" }] : []);

    public Task<ClusterObservation> ObserveAsync(ClusterId cluster, IStepContext context, CancellationToken cancellationToken)
    {
        Looks++;
        if (Fault is { } fault)
        {
            throw fault;
        }

        var of = Prefix(cluster);
        var version = (world[of + "owner"] ?? cluster.Owner.Node) == cluster.Owner.Node ? world[of + "version"] : null;
        return Task.FromResult(new ClusterObservation
        {
            Exists = version is not null,
            Version = version,
            ApiServerReady = version is not null && IsReady,
            Machines = version is null ? [] : [new ClusterMachine { Name = "m", Role = "control-plane", Ready = IsReady, Fault = "it is told so" }],
            Components = new Dictionary<string, string> { ["cni"] = world[of + "cni"] ?? "", ["runtime"] = "1.6.20", ["kubelet"] = Kubelet ?? version ?? "" },
        });
    }

    public Task<ClusterPlan> PlanAsync(ClusterIntent intent, ClusterSpec spec, ClusterObservation observation, CancellationToken cancellationToken)
    {
        Spec = spec;
        var of = Prefix(spec.Id);
        var cni = spec.Networking.Cni?.Version ?? "";
        ClusterStep[] steps = intent switch
        {
            ClusterIntent.Create =>
            [
                WorldProvisioner.Step(of + "prepared", "yes") with { Phase = StepPhase.Pre },
                WorldProvisioner.Step(of + "version", spec.Version),
                WorldProvisioner.Step(of + "cni", cni) with { Phase = StepPhase.Post },
            ],
            ClusterIntent.Upgrade => [WorldProvisioner.Step(of + "version", spec.Version), WorldProvisioner.Step(of + "cni", cni) with { Phase = StepPhase.Post }],
            ClusterIntent.Change => [WorldProvisioner.Step(of + "cni", cni)],
            ClusterIntent.RenewCertificates => [WorldProvisioner.Step("certs", Next())],
            ClusterIntent.Delete => [],
            ClusterIntent.Release => [WorldProvisioner.Step(of + "released", "yes") with { Lasting = false }],
            ClusterIntent.Adopt when world[of + "released"] is null => throw new ProviderException(ErrorReason.Conflict, $"it is that of {spec.AdoptedFrom!.Owner.Node}"),
            ClusterIntent.Adopt => [WorldProvisioner.Step(of + "owner", spec.Id.Owner.Node) with { Lasting = false }],
            _ => throw new ProviderException(ErrorReason.Unsupported, $"not {intent}"),
        };
        return Task.FromResult(new ClusterPlan { Steps = steps, Costs = intent is ClusterIntent.Create or ClusterIntent.Change ? Costs : new Dictionary<string, long>() });
    }

    public Task<StepCheck> CheckAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken) => Steps.CheckAsync(step, context, cancellationToken);

    public Task<JsonElement> ApplyAsync(ClusterStep step, JsonElement prior, IStepContext context, CancellationToken cancellationToken) =>
        Steps.ApplyAsync(step, prior, context, cancellationToken);

    public Task VerifyAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken) => Steps.VerifyAsync(step, context, cancellationToken);

    public Task UndoAsync(ClusterStep step, JsonElement prior, IStepContext context, CancellationToken cancellationToken) =>
        Steps.UndoAsync(step, prior, context, cancellationToken);

    public Task<string> GetKubeconfigAsync(ClusterId cluster, KubeconfigRequest request, IStepContext context, CancellationToken cancellationToken) =>
        Task.FromResult($"kubeconfig of {cluster}");

    public Task<IReadOnlyList<ClusterCertificate>> GetCertificatesAsync(ClusterId cluster, IStepContext context, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ClusterCertificate>>(
            [new ClusterCertificate { Name = $"apiserver-{world["certs"] ?? "0"}", NotBefore = DateTimeOffset.MinValue, NotAfter = world["certs"] is null ? CertificatesEnd : DateTimeOffset.MaxValue }]);

    public Task<ClusterHandover> DescribeHandoverAsync(ClusterSpec spec, CancellationToken cancellationToken) => Task.FromResult(new ClusterHandover
    {
        Provider = JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["default"] = "told" }), SecretNames = ["pki.material"],
    });

    // The usual cluster has the plain names.
    private static string Prefix(ClusterId cluster) => cluster is { Name: "default", Tenant: "" } ? "" : $"{cluster}.";

    private string Next() => (int.Parse(world["certs"] ?? "0", CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
}
