using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Machine;
using Reeve.Machine.Accounts;

namespace Reeve.Plugins.Process.Identity;

/// <summary>Finds out who a container's processes are, with the kubelet's rules for defaults.</summary>
internal sealed class IdentityResolver(AgentIdentity agent, IAccounts accounts)
{
    private const string StrictGroups = "Strict";

    public ProcessIdentity Resolve(ContainerLaunch launch)
    {
        var context = launch.Container.SecurityContext;
        var identity = new ProcessIdentity { NoNewPrivileges = context.AllowPrivilegeEscalation == false };
        if (!agent.CanChangeIdentity)
        {
            return identity; // admission has seen to it that the pod asks for nothing else
        }

        identity = identity with
        {
            Capabilities = context.Privileged == true ? null : CapabilitySet.BoundingSet(context.Capabilities),
        };
        var pod = launch.Sandbox.Pod.Pod.Spec.SecurityContext;
        if (context.RunAsUser is null && context.RunAsGroup is null && pod is null or { SupplementalGroups.Count: 0, FsGroup: null })
        {
            return identity;
        }

        var user = (uint)(context.RunAsUser ?? agent.User);
        var account = accounts.Find(user);
        var group = (uint?)context.RunAsGroup ?? account?.Group ?? 0;
        return identity with { User = user, Group = group, Groups = GroupsOf(pod, account, group) };
    }

    private static List<uint> GroupsOf(PodSecurityContext? pod, Account? account, uint primary)
    {
        var groups = new List<uint> { primary };
        if (pod?.SupplementalGroupsPolicy != StrictGroups)
        {
            groups.AddRange(account?.Groups ?? []);
        }

        groups.AddRange((pod?.SupplementalGroups ?? []).Select(group => (uint)group));
        if (pod?.FsGroup is { } owner)
        {
            groups.Add((uint)owner);
        }

        return groups.Distinct().ToList();
    }
}
