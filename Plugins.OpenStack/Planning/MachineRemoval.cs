using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Distributions;
using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Spec;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Planning;

/// <summary>
/// How a machine leaves its cluster, in a plan: what leads to it leads elsewhere, its pods leave, etcd and the cluster forget it, and its server goes with all
/// it had.
/// </summary>
internal sealed class MachineRemoval(PlanDraft draft, OpenStackSpec own, IDistribution distribution, AccessPlan access, NetworkPlan network)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    private bool AsksCluster => own.WaitFor == OpenStackSpec.WaitForNodes;

    /// <summary>The step after which a machine has no work any more.</summary>
    public static string PointOf(string machine) => $"drain-{machine}";

    /// <summary>Plans it.</summary>
    /// <param name="server">The machine's server.</param>
    /// <param name="dependsOn">What has to be done before.</param>
    /// <param name="heir">Who comes in its place, or takes what leads to it; null for nobody.</param>
    /// <returns>The last step.</returns>
    public string Remove(CloudResource server, IReadOnlyList<string> dependsOn, MachineHeir? heir)
    {
        var name = Machine.NameOf(server);
        var before = Empty(server, name, Redirect(server, name, dependsOn, heir), heir);
        var deleted = Delete($"delete-server-{server.Id}", server, before);
        if (heir is { KeepsPort: true })
        {
            return deleted;
        }

        List<string> last = [deleted];
        foreach (var port in PortsOf(server))
        {
            var floating = heir?.Port is not null ? [] : AddressesOf(port).Select(address => Delete($"delete-floating-ip-{address.Id}", address, [deleted])).ToList();
            last = [Delete($"delete-port-{port.Id}", port, [deleted, .. floating])];
        }

        foreach (var volume in draft.Facts.Of(MachineKinds.Volume).Where(volume => volume.Parent == server.Id))
        {
            Delete($"delete-volume-{volume.Id}", volume, [deleted]);
        }

        return last[0];
    }

    /// <summary>Plans that a name is nobody's: a machine that is gone may have had it. Taken back, it stays so.</summary>
    /// <param name="name">The name.</param>
    /// <param name="via">The master from which etcd is told; empty for what has no part in etcd.</param>
    /// <param name="dependsOn">What has to be done before.</param>
    /// <returns>The last step.</returns>
    public string Free(string name, string via, IReadOnlyList<string> dependsOn)
    {
        if (via.Length > 0)
        {
            dependsOn = [draft.Add(EtcdStep(name, via, dependsOn) with { Title = $"See that etcd has no {name}" })];
        }

        return draft.Add(NodeStep(name, dependsOn) with { Title = $"See that the cluster has no node {name}" });
    }

    private IEnumerable<CloudResource> PortsOf(CloudResource server) => draft.Facts.Of(NetworkKinds.Port).Where(port => port.Parent == server.Id);

    private IEnumerable<CloudResource> AddressesOf(CloudResource port) => draft.Facts.Of(NetworkKinds.FloatingIp).Where(address => address.Parent == port.Id);

    /// <summary>Floating addresses lead to the heir, and the load balancer asks this one no more.</summary>
    private IReadOnlyList<string> Redirect(CloudResource server, string name, IReadOnlyList<string> dependsOn, MachineHeir? heir)
    {
        var steps = new List<string>();
        if (heir is { Port: { } target })
        {
            steps.AddRange(PortsOf(server).SelectMany(port => AddressesOf(port).Select(address => draft.Add(draft.Kinds.Address.Step(
                $"address-move-{address.Id}", $"Let {address.Name} lead to {heir.Name}",
                new AddressArguments { Cluster = draft.Cluster, Address = address.Id, Port = target.Id, From = port.Id, Succession = heir.Succession }, [.. dependsOn, .. target.Steps])
                with { Lasting = false }))));
        }

        if (Machine.IsMasterOf(server) && access.Pool is { Step: null } pool && server.Address is { } own && heir is not { KeepsPort: true })
        {
            steps.Add(draft.Add(draft.Kinds.MemberRemoval.Step(
                $"member-remove-{name}", $"Take {name} from behind the load balancer",
                new MemberArguments { Cluster = draft.Cluster, Pool = pool.Id, Name = name, Address = own, Subnet = network.Subnet, Succession = heir?.Succession ?? new Succession { Point = PointOf(name) } }, [.. dependsOn, .. steps, .. heir?.Port?.Step is null ? Array.Empty<string>() : [$"member-{heir.Name}"]])
                with { Lasting = false }));
        }

        return steps.Count > 0 ? [.. dependsOn, .. steps] : dependsOn;
    }

    private IReadOnlyList<string> Empty(CloudResource server, string name, IReadOnlyList<string> dependsOn, MachineHeir? heir)
    {
        if (!AsksCluster)
        {
            return dependsOn;
        }

        var node = new NodesArguments { Cluster = draft.Cluster, Nodes = [name] };
        var closed = draft.Add(draft.Kinds.Cordon.Step($"cordon-{name}", $"Let {name} get no more pods", node, dependsOn) with { Lasting = false });
        var last = draft.Add(draft.Kinds.Drain.Step(PointOf(name), $"Have the pods leave {name}", node, closed)
            with { Lasting = false, Reversible = false, Deadline = TimeSpan.FromMinutes(own.Rollout.DrainMinutes) });
        if (Machine.IsMasterOf(server) && heir is { Via.Length: > 0 })
        {
            last = draft.Add(EtcdStep(name, heir.Via, [last]) with { Reversible = false });
        }

        return [draft.Add(NodeStep(name, [last]) with { Reversible = false })];
    }

    private ClusterStep EtcdStep(string name, string via, IReadOnlyList<string> dependsOn) => draft.Kinds.Etcd.Step(
        $"etcd-remove-{name}", $"Take {name} out of etcd", new EtcdArguments { Cluster = draft.Cluster, Node = name, Via = via, Distribution = distribution.Name }, dependsOn)
        with { Lasting = false, Deadline = s_patience };

    private ClusterStep NodeStep(string name, IReadOnlyList<string> dependsOn) => draft.Kinds.NodeRemoval.Step(
        $"node-remove-{name}", $"Take the node {name} out of the cluster", new NodesArguments { Cluster = draft.Cluster, Nodes = [name] }, dependsOn) with { Lasting = false };

    private string Delete(string id, CloudResource resource, IReadOnlyList<string> dependsOn) => draft.Add(draft.Kinds.Delete.Step(
        id, $"Delete the {resource.Kind.Replace('-', ' ')} {resource.Name}", new DeleteArguments { Cluster = draft.Cluster, Kind = resource.Kind, Id = resource.Id }, dependsOn)
        with { Deadline = s_patience, Lasting = false, Reversible = false });
}
