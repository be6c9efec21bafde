using System.Text.Json;
using Reeve.Clusters;
using Reeve.Distributions.Networking;
using Reeve.Distributions.Versions;
using Reeve.Plugins.Kubeadm.Downloads;
using Reeve.Plugins.Kubeadm.Kubeconfigs;
using Reeve.Plugins.Kubeadm.Observation;
using Reeve.Plugins.Kubeadm.Planning;
using Reeve.Plugins.Kubeadm.Steps;
using Reeve.Plugins.Kubeadm.Steps.Registries;
using Reeve.Systemd;

namespace Reeve.Plugins.Kubeadm;

/// <summary>Makes single-node clusters on this machine by kubeadm.</summary>
internal sealed class KubeadmProvisioner(ProviderContext context) : IClusterProvisioner, IClusterKubeconfig, IClusterCertificates
{
    private static readonly RegistriesStep s_registries = new();
    private readonly Downloader _downloader = new();
    private SystemdManager? _manager;
    private StepCatalog? _kinds;

    private StepCatalog Kinds => _kinds ?? throw new ProviderException(ErrorReason.Conflict, "The kubeadm provisioner is not started.");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _manager = await SystemdManager.ConnectAsync(SystemdAddress.System, context.TimeProvider, cancellationToken);
        _kinds = new StepCatalog(_manager, _manager, _downloader, context.TimeProvider, s_registries);
    }

    public Task<IReadOnlyList<FieldError>> ValidateAsync(ClusterSpec spec, ClusterObservation? observation, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        if (KubernetesVersion.TryParse(spec.Version) is not { } version)
        {
            errors.Add(new FieldError { Field = "spec.version", Message = $"Invalid value: \"{spec.Version}\": must be a version such as 1.30.2" });
        }
        else if (observation is { Exists: true, Version: { } current } && UpgradeRule.WhyNot(KubernetesVersion.Parse(current), version) is { } reason)
        {
            errors.Add(new FieldError { Field = "spec.version", Message = $"Invalid value: \"{spec.Version}\": {reason}" });
        }

        errors.AddRange(Subnets.Validate(
            spec.Networking.PodSubnets, "spec.networking.podSubnet", spec.Networking.ServiceSubnets, "spec.networking.svcSubnet"));
        errors.AddRange(KubeadmSpecs.Validate(spec));
        return Task.FromResult<IReadOnlyList<FieldError>>(errors);
    }

    public Task<ClusterObservation> ObserveAsync(ClusterId cluster, IStepContext stepContext, CancellationToken cancellationToken) =>
        ClusterObserver.ObserveAsync(cluster, stepContext, cancellationToken);

    public Task<ClusterPlan> PlanAsync(ClusterIntent intent, ClusterSpec spec, ClusterObservation observation, CancellationToken cancellationToken)
    {
        var own = KubeadmSpecs.Read(spec);
        return Task.FromResult(intent switch
        {
            ClusterIntent.Create => observation.Exists ? new ClusterPlan() : new CreatePlanner(Kinds, s_registries).Plan(spec, own),
            ClusterIntent.Delete => new DeletePlanner(Kinds).Plan(spec, own, observation),
            ClusterIntent.Upgrade => new UpgradePlanner(Kinds).Plan(spec, own, observation),
            ClusterIntent.Change => new ChangePlanner(Kinds, s_registries).Plan(spec, own, observation),
            ClusterIntent.RenewCertificates => new CertificatePlanner(Kinds).Plan(spec, own),
            ClusterIntent.SetWorkloads => new ClusterPlan(), // nothing of it is the machine's
            _ => throw new ProviderException(ErrorReason.Unsupported, $"The kubeadm provisioner cannot do {intent}."),
        });
    }

    public Task<StepCheck> CheckAsync(ClusterStep step, IStepContext stepContext, CancellationToken cancellationToken) =>
        Kinds.Of(step).CheckAsync(step, stepContext, cancellationToken);

    public Task<JsonElement> ApplyAsync(ClusterStep step, JsonElement prior, IStepContext stepContext, CancellationToken cancellationToken) =>
        Kinds.Of(step).ApplyAsync(step, prior, stepContext, cancellationToken);

    public Task VerifyAsync(ClusterStep step, IStepContext stepContext, CancellationToken cancellationToken) =>
        Kinds.Of(step).VerifyAsync(step, stepContext, cancellationToken);

    public Task UndoAsync(ClusterStep step, JsonElement prior, IStepContext stepContext, CancellationToken cancellationToken) =>
        Kinds.Of(step).UndoAsync(step, prior, stepContext, cancellationToken);

    public Task<string> GetKubeconfigAsync(ClusterId cluster, KubeconfigRequest request, IStepContext stepContext, CancellationToken cancellationToken) =>
        request.User is { } user
            ? KubeconfigIssuer.IssueAsync(cluster, user, request, AuthorityFiles.Kubeadm, context.TimeProvider.GetUtcNow(), stepContext, cancellationToken)
            : AdminKubeconfig.ReadAsync(stepContext, cancellationToken);

    public Task<IReadOnlyList<ClusterCertificate>> GetCertificatesAsync(ClusterId cluster, IStepContext stepContext, CancellationToken cancellationToken) =>
        CertificateFiles.ReadAsync(stepContext, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _downloader.Dispose();
        if (_manager is { } manager)
        {
            _manager = null;
            _kinds = null;
            await manager.DisposeAsync();
        }
    }
}
