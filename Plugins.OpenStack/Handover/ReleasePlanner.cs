using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Naming;
using Reeve.Plugins.OpenStack.Observation;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Handover;

/// <summary>Plans that another agent may take a cluster: its security groups, where owners are looked up, say so. Machines and what runs on them are left alone. Pure.</summary>
internal sealed class ReleasePlanner(StepCatalog kinds)
{
    public ClusterPlan Plan(ClusterId cluster, CloudFacts facts)
    {
        var groups = facts.Of(NetworkKinds.SecurityGroup).ToList();
        if (groups.Count == 0)
        {
            throw new ProviderException(ErrorReason.Unsupported, $"The cluster {cluster} has no security group, which would say that it is released: have it mended first, by a change or a plan without one.");
        }

        var released = groups.Select(group => kinds.Take.Step(
            $"release-{group.Id}", $"Mark {group.Name} as released",
            new TakeArguments { Cluster = cluster, From = cluster, Kind = group.Kind, Id = group.Id, Tags = [.. group.Tags.Append(ClusterMarks.ReleasedTag).Distinct()], Before = group.Tags })).ToList();

        // A key pair is its user's alone: another agent may not even see it, and machines that run need it no more.
        var pairs = facts.Of(MachineKinds.Keypair).Select((pair, index) => kinds.Delete.Step(
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"delete-keypair-{index + 1}"), $"Delete the key pair {pair.Name}, which the next agent makes anew",
            new DeleteArguments { Cluster = cluster, Kind = pair.Kind, Id = pair.Id }, [.. released.Select(step => step.Id)]) with { Reversible = false });
        return new ClusterPlan
        {
            Steps = [.. released.Concat(pairs).Select(step => step with { Lasting = false })],
            Warnings = [$"This agent does nothing more to {cluster}: nothing is mended, renewed or watched until another agent adopts it."],
            KeepsWorkloads = true,
        };
    }
}
