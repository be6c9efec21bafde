using System.Text.Json;
using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Client;
using Reeve.Plugins.OpenStack.Client.Compute;
using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Naming;
using Reeve.Plugins.OpenStack.Observation;
using Reeve.Plugins.OpenStack.Spec;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Handover;

/// <summary>
/// Plans that a cluster which another agent has released becomes this one's: first the security groups, where owners are looked up, then everything else, each resource by
/// its tags and by what it is found by. Machines and what runs on them are left alone. Pure.
/// </summary>
internal sealed class AdoptPlanner(StepCatalog kinds)
{
    private const string ClaimId = "adopt-claim";
    private const string RecordId = "record"; // what is noted is a secret of the step of this name

    /// <summary>Plans it.</summary>
    /// <param name="spec">The cluster, with whose it was.</param>
    /// <param name="own">The provider's own part.</param>
    /// <param name="facts">What bears the marks of the former owner, or of this one after a try that was given up.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Conflict"/>: it was not released.</exception>
    public ClusterPlan Plan(ClusterSpec spec, OpenStackSpec own, CloudFacts facts)
    {
        var arguments = new AdoptArguments
        {
            Cluster = spec.Id, From = spec.AdoptedFrom ?? throw new ProviderException(ErrorReason.Invalid, $"It is not said which agent had the cluster {spec.Id}."),
        };
        var groups = facts.Of(NetworkKinds.SecurityGroup).ToList();
        foreach (var group in groups)
        {
            Ownership.Require(arguments, group.Tags);
        }

        var claim = kinds.AdoptClaim.Step(ClaimId, "See that the cluster was released", arguments);
        List<ClusterStep> locks = [.. groups.SelectMany(group => Take(arguments, group, ClaimId))];
        IReadOnlyList<string> locked = locks.Count > 0 ? [.. locks.Select(step => step.Id)] : [ClaimId];
        var rest = new List<ClusterStep>();
        var turn = locked;
        foreach (var resource in facts.Resources.Where(resource => resource.Kind != NetworkKinds.SecurityGroup))
        {
            var isBalancing = KindCatalog.Of(resource.Kind).Service is CloudService.LoadBalancer; // takes changes one after the other
            rest.AddRange(Take(arguments, resource, [.. isBalancing ? turn : locked]));
            turn = isBalancing && rest.Count > 0 ? [rest[^1].Id] : turn;
        }

        if (own.Keypair.PublicKey.Length > 0)
        {
            rest.Add(Keypair(arguments, own.Keypair.PublicKey, locked));
        }

        var record = kinds.AdoptRecord.Step(RecordId, "Note what the cluster shall be", arguments, [.. locked, .. rest.Select(step => step.Id)]);
        return new ClusterPlan
        {
            Steps = [.. ((IEnumerable<ClusterStep>)[claim, .. locks, .. rest, record]).Select(step => step with { Lasting = false })],
            Costs = new Dictionary<string, long> { ["instances"] = facts.Of(MachineKinds.Server).Count() }, // of its tenant's quota with this agent; the cloud's is used already
            KeepsWorkloads = true,
        };
    }

    /// <summary>The tags of a resource, then its other marks: one call each.</summary>
    private IEnumerable<ClusterStep> Take(AdoptArguments arguments, CloudResource resource, params string[] dependsOn)
    {
        var kind = KindCatalog.Of(resource.Kind);
        var taken = new TakeArguments { Cluster = arguments.Cluster, From = arguments.From, Kind = resource.Kind, Id = resource.Id };
        if (kind.IsTaggedLater && TagsOf(arguments, resource) is var tags && !tags.ToHashSet().SetEquals(resource.Tags))
        {
            yield return kinds.Take.Step($"tags-{resource.Kind}-{resource.Id}", $"Tag the {Spoken(resource)}", taken with { Tags = tags, Before = resource.Tags }, dependsOn);
        }

        if (kind.CanBeMarked && arguments.From != arguments.Cluster)
        {
            yield return kinds.Take.Step($"take-{resource.Kind}-{resource.Id}", $"Take the {Spoken(resource)}", taken, dependsOn);
        }
    }

    private static List<string> TagsOf(AdoptArguments arguments, CloudResource resource)
    {
        var all = new ClusterMarks(arguments.Cluster).All.ToList();
        if (resource.Kind == NetworkKinds.SecurityGroup)
        {
            var former = resource.Tags.Where(tag => tag.StartsWith(ClusterMarks.FormerTag, StringComparison.Ordinal)).Append(ClusterMarks.FormerTag + arguments.From.Owner.Token);
            all.AddRange(former.Where(tag => tag != ClusterMarks.FormerTag + arguments.Cluster.Owner.Token).Distinct());
        }

        return all;
    }

    private ClusterStep Keypair(AdoptArguments arguments, string publicKey, IReadOnlyList<string> dependsOn)
    {
        var name = new ClusterMarks(arguments.Cluster).KeypairOf(publicKey);
        var body = JsonSerializer.SerializeToElement(new KeyPairCreate { Name = name, PublicKey = publicKey }, StepJson.Default.KeyPairCreate);
        return kinds.Resource.Step("keypair", $"Make the keypair {name}", new ResourceArguments { Cluster = arguments.Cluster, Kind = MachineKinds.Keypair, Body = body }, [.. dependsOn]);
    }

    private static string Spoken(CloudResource resource) => $"{resource.Kind.Replace('-', ' ')} {resource.Name}";
}
