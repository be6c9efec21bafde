using Reeve.Plugins.OpenStack.Distributions;
using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Pki;
using Reeve.Plugins.OpenStack.Spec;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Planning;

/// <summary>
/// Which machines a plan makes, and in which order others go for them: masters one after the other, then pool after pool, each place by itself.
/// </summary>
internal sealed class MachineChanges(PlanDraft draft, OpenStackSpec own, IDistribution distribution, MachineSurroundings around, MachinePlan plan, MachineRemoval removal, MasterGroup masters, bool isNew)
{
    private static readonly TimeSpan s_serverPatience = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan s_nodePatience = TimeSpan.FromMinutes(45);

    private bool AsksCluster => own.WaitFor == OpenStackSpec.WaitForNodes;

    /// <summary>Plans servers for the places that have none as they shall be.</summary>
    /// <param name="slots">The places, masters first.</param>
    /// <param name="start">What comes before the first replacement.</param>
    /// <returns>Machines that are made side by side and are still to be waited for, and the last steps of the masters.</returns>
    public (IReadOnlyList<Machine> Made, IReadOnlyList<string> Masters) Make(IReadOnlyList<MachineSlot> slots, IReadOnlyList<string> start)
    {
        var made = new List<Machine>();
        IReadOnlyList<string> before = start, last = [];
        foreach (var group in slots.GroupBy(slot => slot.Machine.Group))
        {
            var ends = new List<string>();
            foreach (var slot in group)
            {
                var window = Window(slot.Machine);
                if (slot.IsSettled)
                {
                    plan.Server(slot.Machine, around, slot.Kept);
                }
                else if (slot.IsRolled(isNew))
                {
                    ends.Add(Roll(slot, ends.Count >= window ? [ends[^window]] : before));
                }
                else
                {
                    made.Add(slot.Machine);
                    var first = isNew && slot.Machine.IsMaster && slot.Machine.Name != around.First ? [$"server-{around.First}"] : Array.Empty<string>();
                    plan.Server(slot.Machine, around, null, via: isNew || !AsksCluster ? null : "", dependsOn: [.. first, .. Named(slot, before, "")]);
                }
            }

            before = ends.Count > 0 ? [.. ends.TakeLast(Window(group.First().Machine))] : before;
            last = group.Key == Machine.MasterGroup ? ends : last;
        }

        return (made, last);
    }

    /// <summary>Plans the removal of machines that nobody wants any more: masters one after the other.</summary>
    public void RemoveSurplus(IReadOnlyList<CloudResource> servers, IReadOnlyList<string> dependsOn)
    {
        var turn = dependsOn;
        foreach (var server in servers)
        {
            var heir = Machine.IsMasterOf(server) ? new MachineHeir { Name = masters.Keeper, Via = masters.Keeper } : null;
            var last = removal.Remove(server, Machine.IsMasterOf(server) ? turn : dependsOn, heir);
            turn = Machine.IsMasterOf(server) ? [last] : turn;
        }
    }

    /// <summary>How many places of a group are worked on at a time.</summary>
    private int Window(Machine machine) => machine.IsMaster ? 1 : MachineSlot.CanDouble(machine, own) ? own.Rollout.MaxSurge : own.Rollout.MaxUnavailable;

    /// <summary>Plans one place's turn.</summary>
    /// <returns>Its last step.</returns>
    private string Roll(MachineSlot slot, IReadOnlyList<string> turn)
    {
        var machine = slot.Machine;
        var via = masters.Via(slot);
        foreach (var old in slot.Before)
        {
            turn = [removal.Remove(old, turn, new MachineHeir { Name = machine.Name, KeepsPort = true, Via = via })];
        }

        if (slot.Kept is null)
        {
            turn = Join(slot, Named(slot, turn, via), via);
        }
        else
        {
            around.Ports.Of(slot, []);
            plan.Server(machine, around, slot.Kept);
        }

        foreach (var old in slot.After)
        {
            var heir = new MachineHeir { Name = machine.Name, Port = around.Ports.Of(slot, []), Via = MasterGroup.Successor(slot), Succession = slot.Succession(own) };
            turn = [removal.Remove(old, turn, heir)];
        }

        return turn[0];
    }

    /// <summary>
    /// What comes before a machine gets its name: one that is gone may have had it. A member of etcd counts for the majority until it is told, and some
    /// distributions keep the names of all nodes.
    /// </summary>
    private IReadOnlyList<string> Named(MachineSlot slot, IReadOnlyList<string> turn, string via) =>
        isNew || !AsksCluster || slot.Old.Any() || (via.Length == 0 && !distribution.KeepsNames) ? turn : [removal.Free(slot.Machine.Name, via, turn)];

    /// <summary>A machine that joins a cluster that is there: with a token of its own, since its turn may be hours away.</summary>
    private string[] Join(MachineSlot slot, IReadOnlyList<string> turn, string via)
    {
        var machine = slot.Machine;
        var succession = slot.Succession(own);
        var secret = JoinToken.NameOf(machine.Name);
        var token = new TokenArguments { Cluster = draft.Cluster, Secret = secret, Tell = true, Distribution = distribution.Name };
        var known = draft.Add(draft.Kinds.Token.Step($"join-{machine.Name}", $"Make a token for {machine.Name} to join by", token, [.. turn]) with { Lasting = false });
        around.Ports.Of(slot, turn);
        var server = plan.Server(machine, around, null, succession, secret, AsksCluster ? via : null, [.. turn, known]).Step!;
        around.Ports.Address(slot);
        var active = draft.Add(draft.Kinds.Servers.Step(
            $"server-active-{machine.Name}", $"Wait until the server of {machine.Name} is active", new ServersArguments { Cluster = draft.Cluster, Machines = [machine.Name] }, server)
            with { Deadline = s_serverPatience, Lasting = false });
        if (!AsksCluster)
        {
            return [active];
        }

        var ready = draft.Add(draft.Kinds.Nodes.Step(
            $"node-ready-{machine.Name}", $"Wait until {machine.Name} is ready",
            new NodesArguments { Cluster = draft.Cluster, Nodes = [machine.Name], Version = around.Version }, active) with { Deadline = s_nodePatience, Lasting = false });
        draft.Add(draft.Kinds.Forget.Step(
            $"forget-{machine.Name}", $"Take the secret out of the metadata of {machine.Name}",
            new ForgetArguments { Cluster = draft.Cluster, Server = $"${{{server}.id}}" }, ready, server) with { Lasting = false });
        draft.Add(draft.Kinds.TokenEnd.Step($"join-end-{machine.Name}", $"Take back the token of {machine.Name}", token, ready) with { Lasting = false, SecretNames = [secret] });
        return [ready];
    }
}
