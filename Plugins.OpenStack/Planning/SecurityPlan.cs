using Reeve.Plugins.OpenStack.Client.Networking;
using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Spec;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Planning;

/// <summary>Who may reach a cluster's machines, in a plan: as few as Kubernetes needs.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/networking/ports-and-protocols/.</remarks>
internal sealed record SecurityPlan
{
    public required Made Masters { get; init; }

    public required Made Workers { get; init; }

    /// <summary>All rules by the group's name.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<SecurityRule>> Rules { get; init; }

    /// <summary>What to wait for before a machine is started.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    public static SecurityPlan Draw(PlanDraft draft, AccessSpec access, string machines, string? plugin)
    {
        var (masters, workers) = (Group(draft, "masters"), Group(draft, "workers"));
        var others = access.SshFrom.Select(network => Rule("tcp", 22, 22, network))
            .Concat(access.NodePortsFrom.SelectMany(network => (SecurityRule[])[Rule("tcp", 30000, 32767, network), Rule("udp", 30000, 32767, network)])).ToList();
        // A load balancer asks from the machines' own network.
        IEnumerable<string> clients = access.Api == AccessSpec.LoadBalancer ? [.. access.ApiFrom, machines] : access.ApiFrom;
        List<SecurityRule> master =
            [.. ((IEnumerable<SecurityRule>)[.. others, .. clients.Select(network => Rule("tcp", 6443, 6443, network)), .. ClusterPorts.OfMasters(plugin, masters.Id, workers.Id)]).Distinct()];
        List<SecurityRule> worker = [.. others.Concat(ClusterPorts.OfWorkers(plugin, masters.Id, workers.Id)).Distinct()];
        return new SecurityPlan
        {
            Masters = masters,
            Workers = workers,
            Rules = new Dictionary<string, IReadOnlyList<SecurityRule>> { [draft.Marks.Name("masters")] = master, [draft.Marks.Name("workers")] = worker },
            Steps = [.. RuleSteps(draft, "masters", masters, workers, master), .. RuleSteps(draft, "workers", workers, masters, worker)],
        };
    }

    private static Made Group(PlanDraft draft, string what) => draft.Want(
        $"group-{what}", NetworkKinds.SecurityGroup, draft.Marks.Name(what),
        new SecurityGroupCreate { Name = draft.Marks.Name(what), Description = draft.Marks.Description }, StepJson.Default.SecurityGroupCreate, "security_group");

    private static IEnumerable<string> RuleSteps(PlanDraft draft, string what, Made group, Made other, IReadOnlyList<SecurityRule> rules)
    {
        var present = draft.Facts.Find(NetworkKinds.SecurityGroup, draft.Marks.Name(what))?.Facts.GetValueOrDefault("rules");
        var there = present?.Split(';').ToHashSet() ?? [];
        var missing = rules.Where(rule => !there.Contains(SecurityRules.Describe([rule]))).ToList();
        if (missing.Count == 0)
        {
            yield break;
        }

        draft.Cost("security_group_rule", missing.Count);
        yield return draft.Add(draft.Kinds.Rules.Step(
            $"rules-{what}", $"Open the {what} to whom they need", new RulesArguments { Cluster = draft.Cluster, Group = group.Id, Rules = rules }, [.. group.Steps, .. other.Steps]));
    }

    private static SecurityRule Rule(string protocol, int from, int to, string network) => new() { Protocol = protocol, From = from, To = to, Network = network };
}
