using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Observation;

/// <summary>What is said of a cluster's parts.</summary>
internal static class CloudConditions
{
    private const string Down = "DOWN";

    public static IEnumerable<ClusterCondition> Of(CloudFacts facts, RecordArguments? wanted, IReadOnlyList<ClusterMachine> machines)
    {
        yield return Condition("NetworkReady", Bad(facts, NetworkKinds.Network), "NetworkActive", "NetworkDown");
        yield return Condition("RouterReady", Bad(facts, NetworkKinds.Router), "RouterActive", "RouterDown");
        yield return Condition("SecurityGroupsReady", facts.Drift.Where(text => text.Contains("security", StringComparison.Ordinal)), "RulesInPlace", "RulesChanged");
        yield return Condition("EndpointReady", [.. Bad(facts, NetworkKinds.FloatingIp), .. Bad(facts, BalancerKinds.LoadBalancer)], "AddressActive", "AddressDown");
        var failed = facts.Of(MachineKinds.Server).Where(server => server.Status != "ACTIVE").Select(server => $"{server.Name} is {server.Status}{(server.Fault is { } fault ? $": {fault}" : "")}");
        yield return Condition("MachinesReady", failed, "AllActive", "MachineDown");
        yield return wanted is null
            ? new ClusterCondition { Type = "InSync", Reason = "NotRecorded", Message = "No operation has come to its end yet." }
            : Condition("InSync", facts.Drift, "AsWanted", "Drifted");
        yield return new ClusterCondition
        {
            Type = "NodesJoined",
            Status = machines.Count > 0 && machines.All(machine => machine.Ready),
            Reason = machines.All(machine => machine.Ready) ? "AllReady" : "NotReady",
            Message = string.Join(", ", machines.Where(machine => !machine.Ready).Select(machine => machine.Name)),
        };
    }

    private static IEnumerable<string> Bad(CloudFacts facts, string kind) =>
        facts.Of(kind).Where(resource => resource.Status is Down or "ERROR").Select(resource => $"{kind} {resource.Name} is {resource.Status}");

    private static ClusterCondition Condition(string type, IEnumerable<string> wrong, string good, string bad)
    {
        var all = wrong.ToList();
        return new ClusterCondition { Type = type, Status = all.Count == 0, Reason = all.Count == 0 ? good : bad, Message = string.Join(" ", all) };
    }
}
