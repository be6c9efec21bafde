using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Client.Compute;
using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Observation;
using Reeve.Plugins.OpenStack.Spec;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Planning;

/// <summary>
/// Plans the making of a cluster, and every change to one: what is wanted and not there is made, machines that are too many or failed are taken away. Pure.
/// </summary>
internal sealed class CreatePlanner(StepCatalog kinds, ClusterSpec spec, OpenStackSpec own, CloudChoices choices, CloudFacts facts)
{
    private const string ServersId = "servers-active";
    private const string NodesId = "nodes-ready";
    private static readonly TimeSpan s_serversPatience = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan s_nodesPatience = TimeSpan.FromMinutes(45);

    public ClusterPlan Plan()
    {
        var draft = new PlanDraft(kinds, spec.Id, facts);
        var machines = Machine.All(spec.Id, own);
        var isNew = !facts.Of(MachineKinds.Server).Any(server => server.Facts.GetValueOrDefault(ServerMetadata.Role) == ServerMetadata.MasterRole && server.Status != "ERROR");
        var machinePlan = new MachinePlan(draft, spec, own, choices);
        Keypair(draft);
        var network = NetworkPlan.Draw(draft, own.Network, choices);
        var security = SecurityPlan.Draw(draft, own.Access, network.Cidr, spec.Networking.Cni?.Name);
        var ports = machines.ToDictionary(machine => machine.Name, machine => machinePlan.Port(machine, network, security), StringComparer.Ordinal);
        var access = AccessPlan.Draw(draft, own.Access, choices, network, ports[machines[0].Name], machines[0].Name);
        Addresses(draft, machines, ports, network);
        var masters = machines.Where(machine => machine.IsMaster).ToList();
        var around = new MachineSurroundings
        {
            Ports = ports,
            Access = access,
            ServerGroup = ServerGroup(draft),
            Steps = [.. security.Steps, "pki", "join", .. masters.SelectMany(master => ports[master.Name].Steps)],
            Version = spec.Version,
            First = isNew ? masters[0].Name : null,
            FirstMasterAddress = ports[masters[0].Name].Address,
            MasterAddresses = [.. masters.Select(master => ports[master.Name].Address)],
        };
        var changes = new MachineChanges(draft, own, around, facts);
        var made = changes.Make(machines, machinePlan, isNew);
        Members(draft, access, masters, ports, network);
        if (draft.Steps.Count == 0 && !changes.HasSurplus(machines))
        {
            return new ClusterPlan();
        }

        var last = Wait(draft, made, isNew);
        Record(draft, access, security, last);
        changes.RemoveSurplus(machines, [.. last, "record"]);
        return new ClusterPlan
        {
            Steps = [Claim(draft), .. Beginning(draft, made, isNew), .. draft.Steps],
            Costs = new SortedDictionary<string, long>(draft.Costs.ToDictionary(), StringComparer.Ordinal),
            Warnings = [.. Warnings(made)],
        };
    }

    private void Keypair(PlanDraft draft)
    {
        if (own.Keypair.PublicKey.Length > 0)
        {
            draft.Want(
                "keypair", MachineKinds.Keypair, draft.Marks.Unique, new KeyPairCreate { Name = draft.Marks.Unique, PublicKey = own.Keypair.PublicKey },
                StepJson.Default.KeyPairCreate, null);
        }
    }

    private Made? ServerGroup(PlanDraft draft) => own.ServerGroupPolicy == "none" ? null : draft.Want(
        "server-group", MachineKinds.ServerGroup, draft.Marks.Unique, new ServerGroupCreate { Name = draft.Marks.Unique, Policy = own.ServerGroupPolicy },
        StepJson.Default.ServerGroupCreate, "server_groups");

    private void Addresses(PlanDraft draft, IReadOnlyList<Machine> machines, Dictionary<string, Made> ports, NetworkPlan network)
    {
        var isTaken = own.Access is { Api: AccessSpec.FloatingIp, Endpoint.Length: 0 };
        foreach (var machine in machines.Skip(isTaken ? 1 : 0).Where(machine => machine.Spec.FloatingIps))
        {
            AccessPlan.Floating(draft, $"address-{machine.Name}", choices, network, ports[machine.Name].Id, ports[machine.Name].Steps);
        }
    }

    private static void Members(PlanDraft draft, AccessPlan access, IEnumerable<Machine> masters, Dictionary<string, Made> ports, NetworkPlan network)
    {
        foreach (var master in masters.Where(master => access.Pool is { } pool && (pool.Step is not null || ports[master.Name].Step is not null)))
        {
            draft.Add(draft.Kinds.Member.Step(
                $"member-{master.Name}", $"Put {master.Name} behind the load balancer",
                new MemberArguments { Cluster = draft.Cluster, Pool = access.Pool!.Id, Name = master.Name, Address = ports[master.Name].Address, Subnet = network.Subnet },
                [.. access.Pool.Steps, .. ports[master.Name].Steps]));
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
        kinds.Token.Step("join", "Make a token to join by", new TokenArguments { Cluster = spec.Id, Tell = !isNew && made.Count > 0 }, draft.ClaimId) with { Lasting = false },
    ];

    private string[] Wait(PlanDraft draft, IReadOnlyList<Machine> made, bool isNew)
    {
        if (made.Count == 0)
        {
            return [];
        }

        var servers = made.Select(machine => $"server-{machine.Name}").ToList();
        draft.Add(kinds.Servers.Step(
            ServersId, "Wait until the servers are active", new ServersArguments { Cluster = spec.Id, Machines = [.. made.Select(machine => machine.Name)] }, servers)
            with { Deadline = s_serversPatience, Lasting = false });
        if (own.WaitFor != OpenStackSpec.WaitForNodes)
        {
            return [ServersId];
        }

        draft.Add(kinds.Nodes.Step(
            NodesId, "Wait until the nodes are ready",
            new NodesArguments { Cluster = spec.Id, Nodes = [.. made.Select(machine => machine.Name)], Version = isNew ? spec.Version : "" }, ServersId, "record")
            with { Deadline = s_nodesPatience, Lasting = false });
        return
        [
            .. made.Select(machine => draft.Add(kinds.Forget.Step(
                $"forget-{machine.Name}", $"Take the secret out of the metadata of {machine.Name}",
                new ForgetArguments { Cluster = spec.Id, Server = $"${{server-{machine.Name}.id}}" }, NodesId, $"server-{machine.Name}") with { Lasting = false })),
        ];
    }

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
            },
            [.. needs]));
    }

    private IEnumerable<string> Warnings(IReadOnlyList<Machine> made)
    {
        if (own.WaitFor == OpenStackSpec.WaitForServers && made.Count > 0)
        {
            yield return "The operation ends before the machines have joined: what they join by stays in the servers' metadata until a later operation waits for nodes.";
        }

        if (!ClusterPorts.Knows(spec.Networking.Cni?.Name))
        {
            yield return $"Which ports the network plugin {spec.Networking.Cni?.Name ?? "(none)"} needs is not known: machines of the cluster may ask each other anything.";
        }
    }
}
