using Reeve.Clusters;
using Reeve.Plugins;
using Reeve.Runtime.Clusters.Desires;
using Reeve.Runtime.Clusters.Observation;
using Reeve.Runtime.Clusters.Planning;
using Reeve.Runtime.Clusters.Provisioners;
using Reeve.Runtime.Clusters.State;
using Reeve.Runtime.Operations;
using Reeve.Runtime.Operations.Secrets;

namespace Reeve.Runtime.Clusters.Handover;

/// <summary>Validates and plans the hand-over of clusters between agents. Changes nothing.</summary>
internal sealed class HandoverPlanner(IClusterTypes types, ClusterEyes eyes, ISecretStore secrets, ClusterTypeMap map)
{
    private readonly ProvisionerPlans _provisioners = new(types);

    /// <summary>Plans that another agent may take a cluster. One that is released already takes nothing more.</summary>
    public async Task<Prepared> ReleaseAsync(ClusterEntry entry, string requestedBy, CancellationToken cancellationToken)
    {
        if (entry.Document.Released)
        {
            return new Prepared();
        }

        if (entry.Document is not { Installed: true, Goal: { } goal, Type: var type })
        {
            throw Wrong(entry, $"There is no cluster {entry.Id} to release.");
        }

        var provisioner = await OpenAsync(type, cancellationToken);
        await DescribeAsync(entry, provisioner, goal, cancellationToken); // what would be missing later shows now
        var observation = await eyes.ObserveAsync(entry.Id, type, cancellationToken);
        var plan = await ProvisionerPlans.PlanAsync(provisioner, ClusterIntent.Release, ClusterSpecs.Of(entry.Id, goal), observation, cancellationToken, validates: false);
        return new Prepared { Goal = goal, Request = Request(entry, ClusterIntent.Release, OperationTitles.Release, type, goal, plan, requestedBy) };
    }

    /// <summary>What another agent needs of a cluster that was released.</summary>
    public async Task<HandoverDocument> GetAsync(ClusterEntry entry, CancellationToken cancellationToken) => entry.Document is { Released: true, Goal: { } goal, Type: var type }
        ? await DescribeAsync(entry, await OpenAsync(type, cancellationToken), goal, cancellationToken)
        : throw Wrong(entry, $"The cluster {entry.Id} is not released: release it first.");

    /// <summary>Plans that a cluster which another agent has released becomes this one's.</summary>
    public async Task<Prepared> AdoptAsync(ClusterEntry entry, HandoverDocument given, string requestedBy, CancellationToken cancellationToken)
    {
        if (entry.Document.Installed)
        {
            throw new ClusterRefusedException(ClusterRefusal.Exists, $"The cluster {entry.Id} is this agent's already.") { Phase = entry.Look().View.Phase };
        }

        var (type, goal) = (given.Type, given.Goal!);
        var provisioner = await OpenAsync(type, cancellationToken);
        map[entry.Id] = type;
        var spec = ClusterSpecs.Of(entry.Id, goal) with { AdoptedFrom = given.Former };
        var names = (await HandoverOf(provisioner, type).DescribeHandoverAsync(spec, cancellationToken)).SecretNames;
        var observation = await eyes.ObserveAsync(given.Former, type, cancellationToken);
        if (!observation.Exists)
        {
            observation = await eyes.ObserveAsync(entry.Id, type, cancellationToken); // an earlier try may have been given up near its end
        }

        // Of what does not exist the provisioner tells whose it is, if it is somebody's.
        var plan = await ProvisionerPlans.PlanAsync(provisioner, ClusterIntent.Adopt, spec, observation, cancellationToken, validates: false);
        return new Prepared
        {
            Goal = goal,
            Secrets = given.Secrets.Where(secret => names.Contains(secret.Key) || secret.Key == goal.PasswordSecret).ToDictionary(StringComparer.Ordinal),
            Request = Request(entry, ClusterIntent.Adopt, OperationTitles.Adopt, type, goal, plan, requestedBy),
        };
    }

    private async Task<HandoverDocument> DescribeAsync(ClusterEntry entry, IClusterProvisioner provisioner, ClusterGoal goal, CancellationToken cancellationToken)
    {
        var type = entry.Document.Type;
        var handover = await HandoverOf(provisioner, type).DescribeHandoverAsync(ClusterSpecs.Of(entry.Id, goal), cancellationToken);
        var names = goal.PasswordSecret.Length > 0 ? handover.SecretNames.Append(goal.PasswordSecret) : handover.SecretNames;
        return new HandoverDocument
        {
            Name = entry.Id.Name,
            Tenant = entry.Id.Tenant,
            OwnerCluster = entry.Id.Owner.Cluster,
            OwnerNode = entry.Id.Owner.Node,
            Type = type,
            Goal = goal with { Desired = goal.Desired with { Provider = handover.Provider } },
            Secrets = names.ToDictionary(name => name, name => secrets.Find(entry.Id, name) ?? throw Wrong(entry, $"This agent does not have {name} of the cluster {entry.Id}, without which nobody can look after it.")),
        };
    }

    private async Task<IClusterProvisioner> OpenAsync(string type, CancellationToken cancellationToken)
    {
        var provisioner = await _provisioners.OpenAsync(type, cancellationToken);
        HandoverOf(provisioner, type);
        return provisioner;
    }

    private static IClusterHandover HandoverOf(IClusterProvisioner provisioner, string type) => provisioner.Capability<IClusterHandover>()
        ?? throw new ClusterRefusedException(ClusterRefusal.Unsupported, $"Clusters of the type {type} cannot be handed over to another agent.");

    private static OperationRequest Request(ClusterEntry entry, ClusterIntent intent, string title, string type, ClusterGoal goal, ClusterPlan plan, string requestedBy) => new()
    {
        Cluster = entry.Id,
        Intent = intent,
        Title = title,
        Provisioner = type,
        Plan = plan,
        Version = entry.Document.KubernetesVersion.Length > 0 ? entry.Document.KubernetesVersion : goal.Desired.Version ?? "",
        Context = OperationGoals.ContextOf(goal),
        RequestedBy = requestedBy,
    };

    private static ClusterRefusedException Wrong(ClusterEntry entry, string why) => new(ClusterRefusal.WrongPhase, why) { Phase = entry.Look().View.Phase };
}
