using System.Text.Json;
using Reeve.Clusters;
using Reeve.Distributions.K3s;
using Reeve.Distributions.Networking;
using Reeve.Distributions.Versions;
using Reeve.Plugins.Kubeadm.Downloads;
using Reeve.Plugins.Kubeadm.Kubeconfigs;
using Reeve.Plugins.Kubeadm.Observation;
using Reeve.Plugins.Kubeadm.Steps;
using Reeve.Systemd;

namespace Reeve.Plugins.Kubeadm.K3s;

/// <summary>Makes single-node clusters of k3s on this machine.</summary>
internal sealed class K3sProvisioner(ProviderContext context) : IClusterProvisioner, IClusterKubeconfig, IClusterCertificates
{
    private K3sParts? _parts;

    private K3sParts Parts => _parts ?? throw new ProviderException(ErrorReason.Conflict, "The k3s provisioner is not started.");

    public async Task StartAsync(CancellationToken cancellationToken) =>
        _parts = new K3sParts(await SystemdManager.ConnectAsync(SystemdAddress.System, context.TimeProvider, cancellationToken), new Downloader(), context.TimeProvider);

    public Task<IReadOnlyList<FieldError>> ValidateAsync(ClusterSpec spec, ClusterObservation? observation, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        if (K3sSpecs.ValidateVersion(spec.Version) is { } error)
        {
            errors.Add(error);
        }
        else if (observation is { Exists: true, Version: { } current } && UpgradeRule.WhyNot(KubernetesVersion.Parse(current), KubernetesVersion.Parse(spec.Version)) is { } reason)
        {
            errors.Add(new FieldError { Field = "spec.version", Message = $"Invalid value: \"{spec.Version}\": {reason}" });
        }

        errors.AddRange(Subnets.Validate(
            spec.Networking.PodSubnets, "spec.networking.podSubnet", spec.Networking.ServiceSubnets, "spec.networking.svcSubnet"));
        errors.AddRange(K3sSpecs.Validate(spec));
        return Task.FromResult<IReadOnlyList<FieldError>>(errors);
    }

    public Task<ClusterObservation> ObserveAsync(ClusterId cluster, IStepContext stepContext, CancellationToken cancellationToken) =>
        Parts.Observer.ObserveAsync(cluster, stepContext, cancellationToken);

    public Task<ClusterPlan> PlanAsync(ClusterIntent intent, ClusterSpec spec, ClusterObservation observation, CancellationToken cancellationToken)
    {
        var own = K3sSpecs.Read(spec);
        return Task.FromResult(intent switch
        {
            // What is half made is made whole: steps that are done are found so.
            ClusterIntent.Create when !observation.Exists || !observation.ApiServerReady => Parts.Planner.Create(spec, own),
            ClusterIntent.Create => Parts.Planner.Complete(spec, own, observation),
            ClusterIntent.Change => Parts.Planner.Change(spec, own, observation),
            ClusterIntent.Upgrade => Parts.Planner.Upgrade(spec, own, observation),
            ClusterIntent.RenewCertificates => Parts.Planner.Renew(spec, own),
            ClusterIntent.Delete => Parts.Planner.Delete(spec, own),
            ClusterIntent.SetWorkloads => new ClusterPlan(), // the cluster's API does it, which is the runtime's
            _ => throw new ProviderException(ErrorReason.Unsupported, $"The k3s provisioner cannot do {intent}."),
        });
    }

    public Task<StepCheck> CheckAsync(ClusterStep step, IStepContext stepContext, CancellationToken cancellationToken) =>
        Parts.Kinds.Of(step).CheckAsync(step, stepContext, cancellationToken);

    public Task<JsonElement> ApplyAsync(ClusterStep step, JsonElement prior, IStepContext stepContext, CancellationToken cancellationToken) =>
        Parts.Kinds.Of(step).ApplyAsync(step, prior, stepContext, cancellationToken);

    public Task VerifyAsync(ClusterStep step, IStepContext stepContext, CancellationToken cancellationToken) =>
        Parts.Kinds.Of(step).VerifyAsync(step, stepContext, cancellationToken);

    public Task UndoAsync(ClusterStep step, JsonElement prior, IStepContext stepContext, CancellationToken cancellationToken) =>
        Parts.Kinds.Of(step).UndoAsync(step, prior, stepContext, cancellationToken);

    public async Task<string> GetKubeconfigAsync(ClusterId cluster, KubeconfigRequest request, IStepContext stepContext, CancellationToken cancellationToken) =>
        request.User is { } user
            ? await KubeconfigIssuer.IssueAsync(
                cluster, user, request, await K3sCertificates.AuthoritiesAsync(stepContext, cancellationToken), context.TimeProvider.GetUtcNow(), stepContext, cancellationToken)
            : await AdminKubeconfig.ReadAsync(stepContext, cancellationToken, K3sFiles.KubeconfigPath);

    public Task<IReadOnlyList<ClusterCertificate>> GetCertificatesAsync(ClusterId cluster, IStepContext stepContext, CancellationToken cancellationToken) =>
        K3sCertificates.ReadAsync(stepContext, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_parts is { } parts)
        {
            _parts = null;
            await parts.DisposeAsync();
        }
    }
}
