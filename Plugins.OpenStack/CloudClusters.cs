using System.Text.Json;
using Reeve.Clusters;
using Reeve.Distributions.Addons;
using Reeve.Distributions.Kubeconfigs;
using Reeve.Distributions.Networking;
using Reeve.Distributions.Versions;
using Reeve.Plugins.OpenStack.Changes;
using Reeve.Plugins.OpenStack.Distributions;
using Reeve.Plugins.OpenStack.Handover;
using Reeve.Plugins.OpenStack.Naming;
using Reeve.Plugins.OpenStack.Observation;
using Reeve.Plugins.OpenStack.Pki;
using Reeve.Plugins.OpenStack.Planning;
using Reeve.Plugins.OpenStack.Sharing;
using Reeve.Plugins.OpenStack.Spec;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack;

/// <summary>What can be asked about clusters of virtual machines, whatever clouds they are in. Failures of clouds are <see cref="Client.CloudException"/>.</summary>
internal sealed class CloudClusters
{
    private const string Administrators = "system:masters";
    private static readonly TimeSpan s_administratorLifetime = TimeSpan.FromDays(30);
    private static readonly TimeSpan s_userLifetime = TimeSpan.FromHours(1);

    private readonly CloudSteps _steps;
    private readonly TimeProvider _time;
    private readonly JsonElement _defaults;
    private readonly CloudChooser _chooser;

    /// <param name="clouds">The clouds.</param>
    /// <param name="defaults">What the site's clusters have where they say nothing: an object, or nothing.</param>
    /// <param name="time">The clock.</param>
    public CloudClusters(IClouds clouds, JsonElement defaults, TimeProvider time)
    {
        (_steps, _time, _defaults, _chooser) = (new CloudSteps(clouds, time), time, defaults, new CloudChooser(clouds, time));
        (Kinds, Observer, Changes) = (new StepCatalog(_steps), new ClusterObserver(_steps), _steps.Changes);
    }

    /// <summary>What this process does to which cluster.</summary>
    public ClusterChanges Changes { get; }

    public StepCatalog Kinds { get; }

    public ClusterObserver Observer { get; }

    public async Task<IReadOnlyList<FieldError>> ValidateAsync(ClusterSpec spec, ClusterObservation? observation, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        if (KubernetesVersion.TryParse(spec.Version) is not { } version)
        {
            errors.Add(new FieldError { Field = "spec.version", Message = $"Invalid value: \"{spec.Version}\": must be a version such as 1.30.2" });
        }
        else if (observation is { Exists: true, Version: { } current } && KubernetesVersion.TryParse(current) is { } from && UpgradeRule.WhyNot(from, version) is { } reason)
        {
            errors.Add(new FieldError { Field = "spec.version", Message = $"Invalid value: \"{spec.Version}\": {reason}" });
        }

        errors.AddRange(Subnets.Validate(
            spec.Networking.PodSubnets, "spec.networking.podSubnet", spec.Networking.ServiceSubnets, "spec.networking.svcSubnet"));
        OpenStackSpec own;
        try
        {
            own = OpenStackSpecs.Read(spec, _defaults);
            if (observation is { Exists: true } && FixedFields.Distribution(own).Check(ClusterObserver.FactsOf(observation).Fixed) is { } other)
            {
                return [other]; // versions and everything else are another matter with it
            }

            if (spec.Networking.Cni is { } cni && DistributionCatalog.Find(own.Distribution)?.AppliesNetwork(spec.Networking) is true && !AddonManifests.LocateNetwork(cni).StartsWith("https://", StringComparison.Ordinal))
            {
                errors.Add(new FieldError { Field = "spec.networking.cniManifestURL", Message = $"Invalid value: \"{cni.Manifest}\": must be an https URL: machines fetch it themselves" });
            }
        }
        catch (ProviderException e) when (e.Reason is ErrorReason.Invalid)
        {
            return [.. errors, new FieldError { Field = e.Field ?? "spec.networking.cniName", Message = e.Message }];
        }

        errors.AddRange(SpecValidation.Validate(spec.Id, own));
        errors.AddRange(DistributionCatalog.Find(own.Distribution)?.Validate(spec, own) ?? []);
        if (errors.Count == 0)
        {
            var (choices, missing) = await _chooser.ChooseAsync(spec.Id, own, cancellationToken);
            errors.AddRange(missing.Count > 0 || observation is not { Exists: true } ? missing : FixedFields.Check(ClusterObserver.FactsOf(observation).Fixed, spec, own, choices));
        }

        return errors;
    }

    public async Task<ClusterPlan> PlanAsync(ClusterIntent intent, ClusterSpec spec, ClusterObservation observation, CancellationToken cancellationToken)
    {
        var facts = ClusterObserver.FactsOf(observation);
        return intent switch
        {
            ClusterIntent.Delete => new DeletePlanner(Kinds).Plan(spec.Id, facts),
            ClusterIntent.Create or ClusterIntent.Change or ClusterIntent.Upgrade => await PlanAsync(spec, facts, observation.Endpoint, renews: false, cancellationToken),
            ClusterIntent.RenewCertificates => await PlanAsync(spec, facts, observation.Endpoint, renews: true, cancellationToken),
            ClusterIntent.Release => new ReleasePlanner(Kinds).Plan(spec.Id, facts),
            ClusterIntent.Adopt => await PlanAdoptionAsync(spec, facts, cancellationToken),
            ClusterIntent.SetWorkloads => new ClusterPlan(), // nothing of it is the machines'
            _ => throw new ProviderException(ErrorReason.Unsupported, $"Clusters of virtual machines cannot do {intent} in this version."),
        };
    }

    public async Task<string> GetKubeconfigAsync(ClusterId cluster, KubeconfigRequest request, IStepContext context, CancellationToken cancellationToken)
    {
        var wanted = await DriftReport.WantedAsync(context, cancellationToken)
            ?? throw new ProviderException(ErrorReason.NotFound, $"It is not known yet where the API server of {cluster} is reached.");
        var pki = await ClusterPki.ReadAsync(context, cancellationToken);
        return KubeconfigSigner.Sign(
            new KubeconfigIssue
            {
                Cluster = cluster.Name,
                Server = new Uri($"https://{wanted.Endpoint}"),
                AuthorityPem = pki.Authority.Certificate,
                AuthorityKeyPem = ClusterPki.KeyPemOf(pki.Authority),
                User = request.User ?? "reeve-administrator",
                Groups = request.User is null ? [Administrators] : request.Groups,
                Lifetime = request.Lifetime ?? (request.User is null ? s_administratorLifetime : s_userLifetime),
            },
            _time.GetUtcNow());
    }

    private async Task<ClusterPlan> PlanAdoptionAsync(ClusterSpec spec, CloudFacts facts, CancellationToken cancellationToken)
    {
        if (facts.Resources.Count > 0)
        {
            return new AdoptPlanner(Kinds).Plan(spec, OpenStackSpecs.Read(spec, _defaults), facts);
        }

        throw await _steps.Share(spec.Id).OtherOwnerAsync(new ClusterMarks(spec.Id), cancellationToken) is { } owner
            ? Ownership.Refused(spec.Id, owner)
            : new ProviderException(ErrorReason.NotFound, $"Nothing in this project bears the marks of the cluster {spec.Id} of the agent {spec.AdoptedFrom?.Owner.Token} on {spec.AdoptedFrom?.Owner.Node}.");
    }

    /// <summary>What another agent needs: the authorities, and what the cluster shall be.</summary>
    public ClusterHandover DescribeHandover(ClusterSpec spec) => new()
    {
        Provider = OpenStackSpecs.Complete(spec, _defaults), SecretNames = [PkiMaterial.SecretName, RecordArguments.SecretName],
    };

    private async Task<ClusterPlan> PlanAsync(ClusterSpec spec, CloudFacts facts, string? endpoint, bool renews, CancellationToken cancellationToken)
    {
        var own = OpenStackSpecs.Read(spec, _defaults);
        var (choices, errors) = await _chooser.ChooseAsync(spec.Id, own, cancellationToken);
        return errors.Count == 0
            ? new CreatePlanner(Kinds, spec, own, choices, facts, endpoint is null ? null : new Uri(endpoint).Authority, renews).Plan()
            : throw new ProviderException(ErrorReason.Invalid, errors[0].Message) { Field = errors[0].Field };
    }
}
