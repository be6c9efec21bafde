using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Pki;
using Reeve.Plugins.OpenStack.Spec;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Planning;

/// <summary>The end of a plan that makes machines side by side: they are active, they have joined, and what they joined by is gone.</summary>
internal sealed class JoinPlan(PlanDraft draft, ClusterSpec spec, OpenStackSpec own, bool isNew)
{
    private const string ServersId = "servers-active";
    private const string NodesId = "nodes-ready";
    private static readonly TimeSpan s_serversPatience = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan s_nodesPatience = TimeSpan.FromMinutes(45);

    /// <summary>Plans the waiting.</summary>
    /// <returns>The last steps.</returns>
    public string[] Wait(IReadOnlyList<Machine> made)
    {
        if (made.Count == 0)
        {
            return [];
        }

        var servers = made.Select(machine => $"server-{machine.Name}").ToList();
        draft.Add(draft.Kinds.Servers.Step(
            ServersId, "Wait until the servers are active", new ServersArguments { Cluster = spec.Id, Machines = [.. made.Select(machine => machine.Name)] }, servers)
            with { Deadline = s_serversPatience, Lasting = false });
        if (own.WaitFor != OpenStackSpec.WaitForNodes)
        {
            return [ServersId];
        }

        draft.Add(draft.Kinds.Nodes.Step(
            NodesId, "Wait until the nodes are ready",
            new NodesArguments { Cluster = spec.Id, Nodes = [.. made.Select(machine => machine.Name)], Version = isNew ? spec.Version : "" }, ServersId, "record")
            with { Deadline = s_nodesPatience, Lasting = false });

        return
        [
            .. made.Select(machine => draft.Add(draft.Kinds.Forget.Step(
                $"forget-{machine.Name}", $"Take the secret out of the metadata of {machine.Name}",
                new ForgetArguments { Cluster = spec.Id, Server = $"${{server-{machine.Name}.id}}" }, NodesId, $"server-{machine.Name}") with { Lasting = false })),
            draft.Add(draft.Kinds.TokenEnd.Step("join-end", "Take back the token to join by", new TokenArguments { Cluster = spec.Id, Distribution = own.Distribution }, NodesId)
                with { Lasting = false, SecretNames = [JoinToken.SecretName] }),
        ];
    }
}
