using System.Text.Json;
using Reeve.Clusters;
using Reeve.Distributions.Networking;
using Reeve.Distributions.Versions;
using Reeve.Plugins.Kubeadm.Downloads;
using Reeve.Plugins.Kubeadm.Observation;
using Reeve.Plugins.Kubeadm.Planning;
using Reeve.Plugins.Kubeadm.Steps;
using Reeve.Systemd;

namespace Reeve.Plugins.Kubeadm;

/// <summary>Makes single-node clusters on this machine by kubeadm.</summary>
internal sealed class KubeadmProvisioner(ProviderContext context) : IClusterProvisioner, IClusterKubeconfig, IClusterCertificates
{
    private readonly Downloader _downloader = new();
    private SystemdManager? _manager;
    private StepCatalog? _kinds;

    private StepCatalog Kinds => _kinds ?? throw new ProviderException(ErrorReason.Conflict, "The kubeadm provisioner is not started.");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _manager = await SystemdManager.ConnectAsync(SystemdAddress.System, context.TimeProvider, cancellationToken);
        _kinds = new StepCatalog(_manager, _manager, _downloader);
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

    public Task<ClusterPlan> PlanAsync(ClusterIntent intent, ClusterSpec spec, ClusterObservation observation, CancellationToken cancellationToken) => intent switch
    {
        ClusterIntent.Create when !observation.Exists => Task.FromResult(new CreatePlanner(Kinds).Plan(spec, KubeadmSpecs.Read(spec))),
        ClusterIntent.Create or ClusterIntent.Delete => Task.FromResult(new ClusterPlan()), // what was made is taken back from the ledger
        _ => throw new ProviderException(ErrorReason.Unsupported, $"The kubeadm provisioner cannot do {intent} yet."),
    };

    public Task<StepCheck> CheckAsync(ClusterStep step, IStepContext stepContext, CancellationToken cancellationToken) =>
        Kinds.Of(step).CheckAsync(step, stepContext, cancellationToken);

    public Task<JsonElement> ApplyAsync(ClusterStep step, JsonElement prior, IStepContext stepContext, CancellationToken cancellationToken) =>
        Kinds.Of(step).ApplyAsync(step, prior, stepContext, cancellationToken);

    public Task VerifyAsync(ClusterStep step, IStepContext stepContext, CancellationToken cancellationToken) =>
        Kinds.Of(step).VerifyAsync(step, stepContext, cancellationToken);

    public Task UndoAsync(ClusterStep step, JsonElement prior, IStepContext stepContext, CancellationToken cancellationToken) =>
        Kinds.Of(step).UndoAsync(step, prior, stepContext, cancellationToken);

    public async Task<string> GetKubeconfigAsync(ClusterId cluster, KubeconfigRequest request, IStepContext stepContext, CancellationToken cancellationToken)
    {
        if (request.User is { } user)
        {
            throw new ProviderException(ErrorReason.Unsupported, $"A kubeconfig for {user} cannot be made yet; the administrator's can be had.");
        }

        var content = await stepContext.ReadFileAsync(KubernetesPaths.AdminKubeconfig, cancellationToken);
        return content is { } bytes
            ? System.Text.Encoding.UTF8.GetString(bytes.Span)
            : throw new ProviderException(ErrorReason.NotFound, $"There is no cluster: {KubernetesPaths.AdminKubeconfig} does not exist.");
    }

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
