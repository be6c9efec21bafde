using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Observation;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Planning;

/// <summary>Plans the removal of a cluster: of all that bears its marks, whether this agent's records know it or not, the last made first. Pure.</summary>
internal sealed class DeletePlanner(StepCatalog kinds)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(15);

    public ClusterPlan Plan(ClusterId cluster, CloudFacts facts)
    {
        var steps = new List<ClusterStep>();
        List<string> before = [];
        foreach (var kind in KindCatalog.Ordered.Select(kind => kind.Name).Reverse())
        {
            var own = facts.Of(kind).Select(resource => kinds.Delete.Step(
                $"delete-{kind}-{Safe(resource.Id)}", $"Delete the {kind.Replace('-', ' ')} {resource.Name}",
                new DeleteArguments { Cluster = cluster, Kind = kind, Id = resource.Id }, [.. before])).ToList();
            if (kind == NetworkKinds.Router && facts.Of(NetworkKinds.Network).ToList() is { Count: > 0 } networks)
            {
                // A router goes once nothing is connected to it, a subnet once no router is.
                var detached = networks.Select(network => kinds.Detach.Step(
                    $"detach-{network.Id}", $"Disconnect the network {network.Name} from its router", new InterfaceArguments { Cluster = cluster, Network = network.Id }, [.. before])).ToList();
                steps.AddRange(detached);
                before = [.. detached.Select(step => step.Id)];
                own = [.. own.Select(step => step with { DependsOn = before })];
            }

            steps.AddRange(own);
            before = own.Count > 0 ? [.. own.Select(step => step.Id)] : before;
        }

        steps.Add(kinds.Clean.Step("verify-clean", "See that nothing is left", new ClusterArguments { Cluster = cluster }, [.. before]));
        return new ClusterPlan
        {
            Steps = [.. steps.Select(step => step with { Deadline = s_patience, Lasting = false, Reversible = false })],
            Warnings = ["Machines, volumes and addresses are deleted with everything on them; that cannot be taken back."],
        };
    }

    // A key pair's id is its name, in which a user's letters may be.
    private static string Safe(string id) => string.Concat(id.ToLowerInvariant().Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-'));
}
