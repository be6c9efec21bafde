using System.Globalization;
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

    /// <summary>Rules of the cluster's own that nobody wants any more: the group and the rule. What others have added is theirs.</summary>
    public IReadOnlyList<(string Group, string Rule)> Surplus { get; init; } = [];

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
            Surplus = [.. SurplusOf(draft, "masters", master), .. SurplusOf(draft, "workers", worker)],
            Steps = [.. RuleSteps(draft, "masters", masters, workers, master), .. RuleSteps(draft, "workers", workers, masters, worker)],
        };
    }

    /// <summary>Plans the end of what may not pass any more.</summary>
    public void Close(PlanDraft draft, IReadOnlyList<string> dependsOn)
    {
        foreach (var (index, (group, rule)) in Surplus.Index())
        {
            draft.Add(draft.Kinds.RuleRemoval.Step(
                string.Create(CultureInfo.InvariantCulture, $"rule-remove-{index + 1}"), $"Let {rule} pass no more",
                new RuleArguments { Cluster = draft.Cluster, Group = group, Rule = rule }, dependsOn) with { Lasting = false, Reversible = false });
        }
    }

    private static IEnumerable<(string Group, string Rule)> SurplusOf(PlanDraft draft, string what, IReadOnlyList<SecurityRule> wanted)
    {
        var group = draft.Facts.Find(NetworkKinds.SecurityGroup, draft.Marks.Name(what));
        var own = group?.Facts.GetValueOrDefault(NetworkKinds.OwnRules) is { Length: > 0 } text ? text.Split(';') : [];
        return own.Distinct().Except(wanted.Select(rule => SecurityRules.Describe([rule]))).Select(rule => (group!.Id, rule));
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
