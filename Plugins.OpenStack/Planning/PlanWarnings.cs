using Reeve.Clusters;
using Reeve.Plugins.OpenStack.Distributions;
using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Observation;
using Reeve.Plugins.OpenStack.Spec;

namespace Reeve.Plugins.OpenStack.Planning;

/// <summary>What a person should know before a plan is carried out. Pure.</summary>
internal sealed class PlanWarnings(ClusterSpec spec, OpenStackSpec own, IDistribution distribution, CloudFacts facts, bool isNew)
{
    /// <summary>All of it.</summary>
    public IEnumerable<string> Of(IReadOnlyList<Machine> made, IReadOnlyList<MachineSlot> slots)
    {
        if (slots.Where(slot => slot.IsRolled(isNew) && slot.Old.Any()).Select(slot => slot.Machine.Slot).ToList() is { Count: > 0 } replaced)
        {
            yield return $"{replaced.Count} machines are replaced: {string.Join(", ", replaced)}. What is on their own disks goes with them; pods that no controller makes again do not come back.";
        }

        if (slots.Count(slot => slot.Machine.IsMaster) == 1 && slots[0].IsDoubled)
        {
            yield return $"The only master {slots[0].Machine.Slot} is replaced: until the other one has taken over, the loss of either loses the cluster.";
        }

        if (own.WaitFor == OpenStackSpec.WaitForServers && made.Count > 0)
        {
            yield return "The operation ends before the machines have joined: what they join by stays in the servers' metadata until a later operation waits for nodes.";
        }

        if (distribution.NetworkOf(spec.Networking) is var network && !ClusterPorts.Knows(network))
        {
            yield return $"Which ports the network plugin {network ?? "(none)"} needs is not known: machines of the cluster may ask each other anything.";
        }

        foreach (var warning in distribution.Warn(spec, own).Concat(Ignored()))
        {
            yield return warning;
        }
    }

    /// <summary>What is asked for and not carried out on what is there.</summary>
    public IEnumerable<string> Ignored()
    {
        var others = facts.Of(MachineKinds.Server).Where(server => own.Metadata.Any(entry => server.Facts.GetValueOrDefault(entry.Key) != entry.Value)).Select(Machine.NameOf).ToList();
        if (others.Count > 0)
        {
            yield return $"Metadata is that of machines that are made from now on. Those that keep what they have until they are replaced: {string.Join(", ", others)}.";
        }

        if (isNew && spec.Storage is not null)
        {
            yield return "The storage plugin is not installed: apply it to the cluster by a kubeconfig.";
        }

        if (isNew && spec.Registry is not null)
        {
            yield return "The registry is not configured on the machines: do that by cloudInit.commands, or in their image.";
        }
    }
}
