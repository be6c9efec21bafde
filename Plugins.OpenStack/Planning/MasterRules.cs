using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Spec;

namespace Reeve.Plugins.OpenStack.Planning;

/// <summary>Which masters may be replaced or removed: never so that the cluster's data or its address is lost. Pure.</summary>
internal sealed class MasterRules(OpenStackSpec own, IReadOnlyList<CloudResource> present)
{
    /// <summary>Sees that it may be done.</summary>
    /// <param name="slots">The places of the masters.</param>
    /// <param name="surplus">Masters that nobody wants any more.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Unsupported"/>: why not, and what can be done instead.</exception>
    public void Require(IReadOnlyList<MachineSlot> slots, IReadOnlyList<CloudResource> surplus)
    {
        var leaving = slots.SelectMany(slot => slot.Old).Concat(surplus).ToList();
        if (leaving.Count == 0)
        {
            return;
        }

        var name = Machine.NameOf(leaving[0]);
        if (own.WaitFor != OpenStackSpec.WaitForNodes)
        {
            throw Refused($"The master {name} cannot be replaced or removed without the cluster's help, which etcd needs: set waitFor to nodes.");
        }

        var active = present.Where(master => master.Status == "ACTIVE").ToList();
        if (active.Count == 0)
        {
            throw Refused($"The master {name} cannot be replaced: no master is left that has the cluster's data. Start one again, or delete the cluster and create it again.");
        }

        if (active.Count * 2 <= present.Count)
        {
            throw Refused($"The master {name} cannot be replaced: {active.Count} of {present.Count} masters run, and etcd has no majority. Start the others again first.");
        }

        if (own.Access is { Api: AccessSpec.Private, Endpoint.Length: 0 })
        {
            throw Refused($"The master {name} cannot be replaced: the cluster is reached at its own address (access.api: private). A cluster with a load balancer or a floating address could be.");
        }

        if (present.Count == 1)
        {
            RequireSingle(slots[0], name);
        }
    }

    private void RequireSingle(MachineSlot slot, string name)
    {
        if (!slot.IsDoubled)
        {
            throw Refused(
                $"The master {name} is the only one and would have to go before another one comes (fixed address, volumes, access.endpoint, rollout.maxSurge 0, or a replacement by its name): the cluster's data would be lost. "
                + "Have three masters first.");
        }

        if (!own.Rollout.SingleMaster)
        {
            throw Refused(
                $"The master {name} is the only one: while another one takes its place, there is a time when the loss of either loses the cluster, and its API is away for moments. "
                + "Set rollout.singleMaster to have it replaced nevertheless, or have three masters first (masters.count 3 with access.api loadBalancer). Workers can be replaced as long as the version stays.");
        }
    }

    private static ProviderException Refused(string why) => new(ErrorReason.Unsupported, why);
}
