using Reeve.Clusters;
using Reeve.Distributions.Versions;
using Reeve.Plugins.OpenStack.Distributions;
using Reeve.Plugins.OpenStack.Kinds;
using Reeve.Plugins.OpenStack.Spec;
using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Planning;

/// <summary>What comes before and after the replacement of machines, and what it takes of the quota at a time.</summary>
internal sealed class RolloutPlan(PlanDraft draft, ClusterSpec spec, OpenStackSpec own, IDistribution distribution, MachinePlan plan)
{
    private const string VersionId = "cluster-version";

    /// <summary>Plans what comes before masters of another version join.</summary>
    /// <returns>Its steps.</returns>
    public IReadOnlyList<string> Begin(IReadOnlyList<MachineSlot> masters)
    {
        if (OldVersion() is not { } from || own.WaitFor != OpenStackSpec.WaitForNodes)
        {
            return [];
        }

        // Once the first master has gone the cluster has the other version, whatever becomes of the rest.
        var point = masters.FirstOrDefault(slot => slot.Old.Any())?.Succession(own);
        return [draft.Add(draft.Kinds.ClusterVersion.Step(
            VersionId, $"Tell machines that join that the version is {spec.Version}",
            new VersionArguments { Cluster = draft.Cluster, From = from, To = spec.Version, Succession = point }) with { Lasting = false })];
    }

    /// <summary>Plans what follows once all masters have the other version.</summary>
    public void End(IReadOnlyList<string> masters)
    {
        if (OldVersion() is { } from && masters.Count > 0 && own.WaitFor == OpenStackSpec.WaitForNodes)
        {
            draft.Add(draft.Kinds.ProxyVersion.Step(
                "proxy-version", $"Take kube-proxy to {spec.Version}", new VersionArguments { Cluster = draft.Cluster, From = from, To = spec.Version }, masters)
                with { Lasting = false, Reversible = false });
        }
    }

    /// <summary>Counts what machines take beside those that they come in place of: as many as there are at a time, where it is most.</summary>
    public void Count(IReadOnlyList<MachineSlot> slots)
    {
        var most = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var group in slots.Where(slot => slot.IsDoubled).GroupBy(slot => slot.Machine.Group))
        {
            var machine = group.First().Machine;
            var number = machine.IsMaster ? 1 : Math.Min(own.Rollout.MaxSurge, group.Count());
            foreach (var (quota, amount) in plan.Costs(machine).Concat([("instances", 1), ("port", 1)]))
            {
                most[quota] = Math.Max(most.GetValueOrDefault(quota), amount * number);
            }
        }

        foreach (var (quota, amount) in most)
        {
            draft.Cost(quota, amount);
        }
    }

    /// <summary>The oldest version that a master has, if it is not the one that is wanted; null also where each machine brings its own.</summary>
    private string? OldVersion() => !distribution.HasClusterVersion ? null : draft.Facts.Of(MachineKinds.Server).Where(Machine.IsMasterOf)
        .Select(server => server.Facts.GetValueOrDefault(ServerMetadata.Version)).OfType<string>().Where(version => version != spec.Version)
        .MinBy(version => KubernetesVersion.TryParse(version));
}
