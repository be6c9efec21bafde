using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Changes;
using Reeve.Plugins.OpenStack.Client.Compute;
using Reeve.Plugins.OpenStack.Distributions;
using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Observation;
using Reeve.Plugins.OpenStack.Spec;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Planning;

/// <summary>
/// Plans the making of a cluster, and every change to one: what is wanted and not there is made, machines that are too many or failed are taken away. Pure.
/// </summary>
internal sealed class CreatePlanner(StepCatalog kinds, ClusterSpec spec, OpenStackSpec own, CloudChoices choices, CloudFacts facts, string? endpoint, bool renews)
{
    private readonly IDistribution _distribution = DistributionCatalog.Of(own.Distribution);

    public ClusterPlan Plan()
    {
        var draft = new PlanDraft(kinds, spec.Id, facts);
        IReadOnlyList<MachineSlot> slots = [.. Machine.All(spec, own).Select(machine => MachineSlot.Of(machine, own, facts, renews))];
        var isNew = !facts.Of(MachineKinds.Server).Any(server => Machine.IsMasterOf(server) && server.Status != "ERROR");
        IReadOnlyList<MachineSlot> masters = [.. slots.Where(slot => slot.Machine.IsMaster)];
        var surplus = facts.Of(MachineKinds.Server).Where(server => slots.All(slot => slot.Machine.Slot != Machine.SlotOf(server))).OrderByDescending(Machine.SlotOf, StringComparer.Ordinal).ToList();
        new MasterRules(own, [.. facts.Of(MachineKinds.Server).Where(Machine.IsMasterOf)]).Require(masters, [.. surplus.Where(Machine.IsMasterOf)]);
        var machinePlan = new MachinePlan(draft, spec, own, _distribution, choices);
        Keypair(draft);
        var network = NetworkPlan.Draw(draft, own.Network, choices);
        var security = SecurityPlan.Draw(draft, own.Access, network.Cidr, _distribution.NetworkOf(spec.Networking));
        var ports = new MachinePorts(draft, machinePlan, choices, network, security);
        foreach (var slot in slots.Where(slot => slot.Machine.IsMaster || !slot.IsRolled(isNew)))
        {
            ports.Of(slot, []); // those of workers that are replaced are made when it is their turn
        }

        var access = AccessPlan.Draw(draft, own.Access, choices, network, ports[masters[0].Machine.Name], masters[0].Machine.Name, endpoint);
        RequireEndpoint(access, isNew);
        Addresses(slots, ports, isNew);
        var around = new MachineSurroundings
        {
            Ports = ports,
            Access = access,
            ServerGroup = ServerGroup(draft),
            Steps = [.. security.Steps, "pki", "join", .. masters.SelectMany(master => ports[master.Machine.Name].Steps)],
            Version = spec.Version,
            First = isNew ? masters[0].Machine.Name : null,
            FirstMasterAddress = ports[masters[0].Machine.Name].Address,
            MasterAddresses = [.. masters.Select(master => ports[master.Machine.Name].Address)],
        };
        var rollout = new RolloutPlan(draft, spec, own, _distribution, machinePlan);
        var removal = new MachineRemoval(draft, own, _distribution, access, network);
        var changes = new MachineChanges(draft, own, _distribution, around, machinePlan, removal, new MasterGroup(masters), isNew);
        var (made, last) = changes.Make(slots, isNew ? [] : rollout.Begin(masters));
        rollout.End(last);
        rollout.Count(slots);
        Members(draft, access, masters, ports, network);
        var leftovers = new Leftovers(draft, endpoint);
        var left = leftovers.Find();
        var warnings = new PlanWarnings(spec, own, _distribution, facts, isNew);
        if (draft.Steps.Count == 0 && surplus.Count == 0 && left.Count == 0 && security.Surplus.Count == 0)
        {
            return new ClusterPlan { Warnings = [.. warnings.Ignored()], KeepsWorkloads = true };
        }

        var end = new JoinPlan(draft, spec, own, isNew).Wait(made);
        Record(draft, access, security, end);
        changes.RemoveSurplus(surplus, [.. end, "record"]);
        leftovers.Remove(left, [.. end, "record"]);
        security.Close(draft, [.. end, "record"]);
        return new ClusterPlan
        {
            Steps = [Claim(draft), .. Beginning(draft, made, isNew), .. draft.Steps],
            Costs = new SortedDictionary<string, long>(draft.Costs.ToDictionary(), StringComparer.Ordinal),
            Warnings = [.. warnings.Of(made, slots)],
            KeepsWorkloads = true,
        };
    }

    private void Keypair(PlanDraft draft)
    {
        if (own.Keypair.PublicKey.Length > 0)
        {
            draft.Want(
                "keypair", MachineKinds.Keypair, draft.Marks.KeypairOf(own.Keypair.PublicKey), new KeyPairCreate { Name = draft.Marks.KeypairOf(own.Keypair.PublicKey), PublicKey = own.Keypair.PublicKey },
                StepJson.Default.KeyPairCreate, null);
        }
    }

    private Made? ServerGroup(PlanDraft draft) => own.ServerGroupPolicy == "none" ? null : draft.Want(
        "server-group", MachineKinds.ServerGroup, facts.Of(MachineKinds.ServerGroup).FirstOrDefault()?.Name ?? draft.Marks.Unique, new ServerGroupCreate { Name = draft.Marks.Unique, Policy = own.ServerGroupPolicy },
        StepJson.Default.ServerGroupCreate, "server_groups");

    private void Addresses(IReadOnlyList<MachineSlot> slots, MachinePorts ports, bool isNew)
    {
        var isTaken = own.Access is { Api: AccessSpec.FloatingIp, Endpoint.Length: 0 };
        foreach (var slot in slots.Skip(isTaken ? 1 : 0).Where(slot => !slot.IsRolled(isNew)))
        {
            ports.Address(slot);
        }
    }

    /// <summary>Machines and kubeconfigs know the cluster by its address: it stays.</summary>
    private void RequireEndpoint(AccessPlan access, bool isNew)
    {
        if (!isNew && endpoint is not null && access.Endpoint != endpoint)
        {
            throw new ProviderException(ErrorReason.Invalid, $"The cluster is reached at {endpoint}, which its machines, its certificates and kubeconfigs name: that cannot be changed.")
            {
                Field = "spec.provider.access",
            };
        }
    }

    private static void Members(PlanDraft draft, AccessPlan access, IEnumerable<MachineSlot> masters, MachinePorts ports, NetworkPlan network)
    {
        foreach (var slot in masters)
        {
            var (name, port) = (slot.Machine.Name, ports[slot.Machine.Name]);
            if (access.Pool is { } pool && (pool.Step is not null || port.Step is not null))
            {
                draft.Add(draft.Kinds.Member.Step(
                    $"member-{name}", $"Put {name} behind the load balancer",
                    new MemberArguments
                    {
                        Cluster = draft.Cluster, Pool = pool.Id, Name = name, Address = port.Address, Subnet = network.Subnet,
                        Succession = pool.Step is not null ? null : new Succession { Point = slot.After.Count > 0 ? MachineRemoval.PointOf(Machine.NameOf(slot.After[0])) : "" },
                    },
                    [.. pool.Steps, .. port.Steps]));
            }
        }
    }

    private ClusterStep Claim(PlanDraft draft) => kinds.Claim.Step(
        draft.ClaimId, "See whether name and quota are free",
        new ClaimArguments { Cluster = spec.Id, IsNew = draft.IsNew, Costs = new Dictionary<string, long>(draft.Costs) }) with
    {
        Lasting = draft.IsNew,
        Deadline = TimeSpan.FromMinutes(10), // undone it removes what is left, and that can take a while
    };

    private IEnumerable<ClusterStep> Beginning(PlanDraft draft, IReadOnlyList<Machine> made, bool isNew) =>
    [
        kinds.Pki.Step("pki", "Make the cluster's authorities", new ClusterArguments { Cluster = spec.Id }, draft.ClaimId),
        kinds.Token.Step("join", "Make a token to join by", new TokenArguments { Cluster = spec.Id, Tell = !isNew && made.Count > 0, Distribution = _distribution.Name }, draft.ClaimId) with { Lasting = false },
    ];

    private void Record(PlanDraft draft, AccessPlan access, SecurityPlan security, string[] last)
    {
        // Nodes are reached by what is recorded: before they are waited for.
        var needs = draft.Steps.Where(step => step.Kind is "resource" or "rules" or "delete").Select(step => step.Id).Where(id => !last.Contains(id));
        draft.Add(kinds.Record.Step(
            "record", "Note what the cluster shall be",
            new RecordArguments
            {
                Cluster = spec.Id,
                Endpoint = access.Endpoint,
                Wanted = draft.Wanted,
                Rules = security.Rules,
                Fixed = FixedFields.Note(spec, own, choices),
            },
            [.. needs]));
    }
}
