using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Observation;
using Reeve.Plugins.OpenStack.Spec;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Planning;

/// <summary>Which machines a plan makes, replaces and takes away.</summary>
internal sealed class MachineChanges(PlanDraft draft, OpenStackSpec own, MachineSurroundings around, CloudFacts facts)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_nodePatience = TimeSpan.FromMinutes(45);

    /// <summary>Plans servers for the machines that have none as they shall be. One that is replaced keeps port, addresses and volumes.</summary>
    /// <returns>Those that are made.</returns>
    public IReadOnlyList<Machine> Make(IReadOnlyList<Machine> machines, MachinePlan plan, bool isNew)
    {
        var made = new List<Machine>();
        var turn = new List<string>(); // what a replacement waits for: one after the other, so that the others carry its load
        foreach (var machine in machines)
        {
            var old = Old(machine);
            if (old.Count > 0 && machine.IsMaster)
            {
                throw new ProviderException(
                    ErrorReason.Unsupported, $"The master {machine.Name} would have to be replaced, and with it a member of etcd: this version replaces workers alone.");
            }

            var removed = old.Select(server => Remove(machine.Name, server, turn, isReplaced: true)).ToList();
            // Later masters join the first one.
            var first = isNew && machine.IsMaster && machine.Name != around.First ? [$"server-{around.First}"] : Array.Empty<string>();
            if (plan.Server(machine, around, [.. first, .. removed]).Step is not { } step)
            {
                continue;
            }

            made.Add(machine);
            if (old.Count > 0 && own.WaitFor == OpenStackSpec.WaitForNodes)
            {
                turn = [draft.Add(draft.Kinds.Nodes.Step(
                    $"node-ready-{machine.Name}", $"Wait until {machine.Name} is ready",
                    new NodesArguments { Cluster = draft.Cluster, Nodes = [machine.Name], Version = around.Version }, step) with { Deadline = s_nodePatience, Lasting = false })];
            }
            else if (old.Count > 0)
            {
                turn = [step];
            }
        }

        return made;
    }

    /// <summary>Plans the removal of machines that nobody wants any more.</summary>
    public void RemoveSurplus(IReadOnlyList<Machine> machines, IReadOnlyList<string> dependsOn)
    {
        foreach (var server in Surplus(machines).ToList())
        {
            Remove(NameOf(server), server, dependsOn, isReplaced: false);
        }
    }

    /// <summary>Whether there are such.</summary>
    public bool HasSurplus(IReadOnlyList<Machine> machines) => Surplus(machines).Any();

    private IEnumerable<CloudResource> Surplus(IReadOnlyList<Machine> machines) =>
        facts.Of(MachineKinds.Server).Where(server => machines.All(machine => machine.Name != NameOf(server)));

    private static string NameOf(CloudResource server) => server.Facts.GetValueOrDefault(ServerMetadata.Machine) ?? server.Name;

    private List<CloudResource> Old(Machine machine) =>
        [.. facts.Of(MachineKinds.Server).Where(server => NameOf(server) == machine.Name && !MachinePlan.IsKept(machine, server))];

    private string Remove(string machine, CloudResource server, IReadOnlyList<string> dependsOn, bool isReplaced)
    {
        if (server.Facts.GetValueOrDefault(ServerMetadata.Role) == ServerMetadata.MasterRole)
        {
            throw new ProviderException(ErrorReason.Unsupported, $"The master {machine} would have to be removed, and with it a member of etcd: this version removes workers alone.");
        }

        IReadOnlyList<string> before = own.WaitFor == OpenStackSpec.WaitForNodes
            ? [draft.Add(draft.Kinds.NodeRemoval.Step($"node-remove-{machine}", $"Take the node {machine} out of the cluster", new NodesArguments { Cluster = draft.Cluster, Nodes = [machine] }, dependsOn)
                with { Lasting = false, Reversible = false })]
            : dependsOn;
        var deleted = Delete($"delete-server-{server.Id}", server, before);
        if (isReplaced)
        {
            return deleted;
        }

        foreach (var port in facts.Of(NetworkKinds.Port).Where(port => port.Parent == server.Id))
        {
            var floating = facts.Of(NetworkKinds.FloatingIp).Where(address => address.Parent == port.Id).Select(address => Delete($"delete-floating-ip-{address.Id}", address, [deleted])).ToList();
            Delete($"delete-port-{port.Id}", port, [deleted, .. floating]);
        }

        foreach (var volume in facts.Of(MachineKinds.Volume).Where(volume => volume.Parent == server.Id))
        {
            Delete($"delete-volume-{volume.Id}", volume, [deleted]);
        }

        return deleted;
    }

    private string Delete(string id, CloudResource resource, IReadOnlyList<string> dependsOn) => draft.Add(draft.Kinds.Delete.Step(
        id, $"Delete the {resource.Kind.Replace('-', ' ')} {resource.Name}", new DeleteArguments { Cluster = draft.Cluster, Kind = resource.Kind, Id = resource.Id }, dependsOn)
        with { Deadline = s_patience, Lasting = false, Reversible = false });
}
