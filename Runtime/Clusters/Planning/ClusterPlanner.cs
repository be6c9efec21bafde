using Reeve.Clusters;
using Reeve.Distributions.Versions;
using Reeve.Plugins;
using Reeve.Runtime.Clusters.Desires;
using Reeve.Runtime.Clusters.Flavors;
using Reeve.Runtime.Clusters.Observation;
using Reeve.Runtime.Clusters.Provisioners;
using Reeve.Runtime.Clusters.State;
using Reeve.Runtime.Operations;
using Reeve.Runtime.Operations.Secrets;

namespace Reeve.Runtime.Clusters.Planning;

/// <summary>Validates what is asked of a cluster and plans the operation that does it. Changes nothing.</summary>
internal sealed class ClusterPlanner(ClusterOptions options, IClusterTypes types, ClusterEyes eyes, IOperationEngine engine, ISecretStore secrets, ClusterTypeMap map, ClusterFlavors flavors)
{
    private readonly ProvisionerPlans _provisioners = new(types);

    public async Task<Prepared> CreateAsync(ClusterEntry entry, ClusterDesired asked, string requestedBy, CancellationToken cancellationToken)
    {
        var wanted = flavors.Apply(entry.Id.Tenant, asked);
        var type = wanted.Type is { Length: > 0 } stated ? stated : options.DefaultType;
        var provisioner = await _provisioners.OpenAsync(type, cancellationToken);
        var (goal, password) = ClusterGoals.Of(wanted with { Type = type }, before: null, static _ => null);
        ProvisionerPlans.Require(DesiredValidation.ForCreate(goal.Desired, goal.PasswordSecret.Length > 0));
        if (entry.Document.Installed)
        {
            throw new ClusterRefusedException(ClusterRefusal.Exists, $"The cluster {entry.Id} exists already; change it, or delete it first.") { Phase = entry.Look().View.Phase };
        }

        map[entry.Id] = type; // so that its API is found
        var observation = await eyes.ObserveAsync(entry.Id, type, cancellationToken);
        RequireGone(entry, observation);
        if (observation.Exists && entry.Document.LastInstall is not { Succeeded: false })
        {
            throw new ClusterRefusedException(
                ClusterRefusal.Exists, $"There is a cluster already that this agent has not made; it is taken over as {entry.Id} within {options.ObserveInterval.TotalSeconds:0} s. Delete it first.");
        }

        var spec = ClusterSpecs.Of(entry.Id, goal);
        var plan = await ProvisionerPlans.PlanAsync(provisioner, ClusterIntent.Create, spec, observation, cancellationToken);
        ProvisionerPlans.RequireApi(provisioner, type, wanted.WorkloadsDisabled == true);
        return new Prepared
        {
            Goal = goal,
            Password = password,
            Request = Request(entry, ClusterIntent.Create, OperationTitles.Install, type, goal, requestedBy)
                with { Plan = AgentSteps.WithWorkloads(plan, entry.Id, wereStopped: false, spec.WorkloadsDisabled) },
        };
    }

    public Task<Prepared> ReplaceAsync(ClusterEntry entry, ClusterDesired wanted, string requestedBy, CancellationToken cancellationToken) =>
        ChangeAsync(entry, wanted, isPatch: false, requestedBy, cancellationToken);

    public Task<Prepared> PatchAsync(ClusterEntry entry, ClusterDesired wanted, string requestedBy, CancellationToken cancellationToken) =>
        ChangeAsync(entry, wanted, isPatch: true, requestedBy, cancellationToken);

    public async Task<Prepared> DeleteAsync(ClusterEntry entry, ClusterDeleteOptions how, string requestedBy, CancellationToken cancellationToken)
    {
        var document = entry.Document;
        if (entry.Active is { State: OperationState.Stuck, Intent: ClusterIntent.Delete } stuck)
        {
            return new Prepared { Retries = stuck.Id };
        }

        var type = entry.Active?.Provisioner ?? (document.Type.Length > 0 ? document.Type : options.DefaultType);
        var goal = document.Goal ?? (entry.Active is { } active ? OperationGoals.Of(active) : null) ?? new ClusterGoal { Desired = new ClusterDesired { Type = type, Version = document.KubernetesVersion } };
        var provisioner = await _provisioners.OpenAsync(type, cancellationToken);
        map[entry.Id] = type;
        var observation = await eyes.ObserveAsync(entry.Id, type, cancellationToken);
        RequireGone(entry, observation);
        var isFailed = document.LastInstall is { Succeeded: false } && document.Goal is not null;
        if (!observation.Exists && !document.Installed && !document.Released && !isFailed && entry.Active is null && engine.GetLedger(entry.Id).Count == 0)
        {
            return new Prepared(); // there is none, and nothing of one
        }

        var plan = await ProvisionerPlans.PlanAsync(provisioner, ClusterIntent.Delete, ClusterSpecs.Of(entry.Id, goal, how.KeepData), observation, cancellationToken, validates: false);
        return new Prepared
        {
            Abandons = entry.Active is { State: OperationState.Stuck } other ? other.Id : null,
            Request = Request(entry, ClusterIntent.Delete, OperationTitles.Reset, type, null, requestedBy) with
            {
                Plan = plan,
                Version = document.KubernetesVersion,
                RemoveEverything = true,
                OnFailure = FailurePolicy.Keep, // half a cluster is not made whole again: it is tried again
            },
        };
    }

    public async Task<Prepared> RenewAsync(ClusterEntry entry, string requestedBy, CancellationToken cancellationToken)
    {
        var (goal, provisioner) = await InstalledAsync(entry, cancellationToken);
        var observation = await eyes.ObserveAsync(entry.Id, entry.Document.Type, cancellationToken);
        var plan = await ProvisionerPlans.PlanAsync(
            provisioner, ClusterIntent.RenewCertificates, ClusterSpecs.Of(entry.Id, goal), observation, cancellationToken, validates: false);
        return new Prepared
        {
            Goal = goal,
            Request = Request(entry, ClusterIntent.RenewCertificates, OperationTitles.ResetCertificates, entry.Document.Type, goal, requestedBy) with { Plan = plan },
        };
    }

    private async Task<Prepared> ChangeAsync(ClusterEntry entry, ClusterDesired wanted, bool isPatch, string requestedBy, CancellationToken cancellationToken)
    {
        var (before, provisioner) = await InstalledAsync(entry, cancellationToken);
        var (goal, password) = ClusterGoals.Of(DesiredMerge.Merge(before.Desired, wanted), before, secret => secrets.Find(entry.Id, secret));
        var observation = await eyes.ObserveAsync(entry.Id, entry.Document.Type, cancellationToken);

        // What is there counts, not what was asked for once: somebody may have upgraded it by hand.
        var present = before.Desired with { Version = observation.Version ?? before.Desired.Version };
        var changes = new DesiredChanges(present, wanted.Version is null ? goal.Desired with { Version = present.Version } : goal.Desired);
        var hasSettings = changes.Settings || password is not null || before.SettingsPending;
        ProvisionerPlans.Require([
            .. changes.Immutable(),
            .. isPatch ? changes.NotByPatch() : [],
            .. DesiredValidation.ForChange(goal.Desired, goal.PasswordSecret.Length > 0),
            .. VersionStep(present.Version, goal.Desired.Version, changes.Version),
        ]);
        var wereStopped = before.Desired.WorkloadsDisabled ?? false;
        var stayStopped = goal.Desired.WorkloadsDisabled ?? false;
        if (!changes.Version && !changes.Workloads && !hasSettings)
        {
            return new Prepared { Goal = goal }; // everything is so
        }

        RequireReady(entry, observation, isPatch);
        ProvisionerPlans.RequireApi(provisioner, entry.Document.Type, changes.Workloads);
        var intent = changes.Version ? ClusterIntent.Upgrade : hasSettings ? ClusterIntent.Change : ClusterIntent.SetWorkloads;
        goal = goal with { SettingsPending = changes.Version && hasSettings };
        var spec = ClusterSpecs.Of(entry.Id, goal);
        var plan = intent is ClusterIntent.SetWorkloads ? new ClusterPlan() : await ProvisionerPlans.PlanAsync(provisioner, intent, spec, observation, cancellationToken);
        var hasApi = provisioner.Capability<IClusterKubeconfig>() is not null;
        return new Prepared
        {
            Goal = goal,
            Password = password,
            Request = Request(entry, intent, intent is ClusterIntent.Upgrade ? OperationTitles.Upgrade : OperationTitles.Patch, entry.Document.Type, goal, requestedBy) with
            {
                Plan = intent is ClusterIntent.Upgrade && hasApi && !plan.KeepsWorkloads
                    ? AgentSteps.AroundUpgrade(plan, entry.Id, wereStopped, stayStopped)
                    : AgentSteps.WithWorkloads(plan, entry.Id, wereStopped, stayStopped),
            },
        };
    }

    private static IEnumerable<FieldError> VersionStep(string? from, string? to, bool changes) =>
        changes && KubernetesVersion.TryParse(from) is { } old && KubernetesVersion.TryParse(to) is { } next && UpgradeRule.WhyNot(old, next) is { } why
            ? [ClusterFields.Invalid(ClusterFields.Version, to!, why)]
            : [];

    private static OperationRequest Request(ClusterEntry entry, ClusterIntent intent, string title, string type, ClusterGoal? goal, string requestedBy) => new()
    {
        Cluster = entry.Id,
        Intent = intent,
        Title = title,
        Provisioner = type,
        Plan = new ClusterPlan(),
        Version = KubernetesVersion.TryParse(goal?.Desired.Version)?.ToString() ?? "",
        Context = goal is null ? default : OperationGoals.ContextOf(goal),
        RequestedBy = requestedBy,
    };

    /// <summary>What another agent may be taking over at this moment is not touched.</summary>
    private static void RequireGone(ClusterEntry entry, ClusterObservation observation)
    {
        if (entry.Document.Released && observation.Exists)
        {
            throw new ClusterRefusedException(ClusterRefusal.WrongPhase, $"The cluster {entry.Id} is released, and no other agent has adopted it yet: adopt it here again first.")
            {
                Phase = entry.Look().View.Phase,
            };
        }
    }

    private static void RequireReady(ClusterEntry entry, ClusterObservation observation, bool isPatch)
    {
        var phase = entry.Look().View.Phase;
        if (!observation.ApiServerReady || (isPatch && phase is not ClusterPhase.Provisioned))
        {
            throw new ClusterRefusedException(
                ClusterRefusal.WrongPhase, $"The cluster {entry.Id} is not ready ({phase}): repair it, or delete it and create it again.") { Phase = phase };
        }
    }

    private async Task<(ClusterGoal Goal, IClusterProvisioner Provisioner)> InstalledAsync(ClusterEntry entry, CancellationToken cancellationToken)
    {
        var document = entry.Document;
        return document is { Installed: true, Goal: { } goal }
            ? (goal, await _provisioners.OpenAsync(document.Type, cancellationToken))
            : throw new ClusterRefusedException(ClusterRefusal.WrongPhase, $"There is no cluster {entry.Id} to change; create it first.") { Phase = entry.Look().View.Phase };
    }
}
