using System.Globalization;
using Reeve.Kubernetes;
using Reeve.Plugins.Systemd.Cgroups;
using Reeve.Plugins.Systemd.Units;
using Reeve.Systemd;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Containers;

/// <summary>Changes requests and limits of what runs.</summary>
internal sealed class ResourceUpdate(ISystemdManager manager, ManagerFacts facts, CgroupLayout cgroups, SystemdOptions options)
{
    /// <summary>See <see cref="Reeve.Containers.IContainerUpdate.UpdateResourcesAsync"/>.</summary>
    public async Task<PodChangeResult> UpdateAsync(SystemdContainer container, ResourceRequirements resources, CancellationToken cancellationToken)
    {
        var limit = resources.Limits.TryGetValue(ResourceNames.Memory, out var memory) ? memory : (Quantity?)null;
        if (IsBelowUse(container.ControlGroup, limit) is { } problem)
        {
            return problem;
        }

        await manager.SetUnitPropertiesAsync(container.Unit, ResourceProperties.Changed(resources, cgroups.IsUnified), cancellationToken);
        return Applied;
    }

    /// <summary>See <see cref="Reeve.Containers.ISandboxUpdate.UpdateResourcesAsync"/>.</summary>
    public async Task<PodChangeResult> UpdateAsync(ResolvedPod pod, CancellationToken cancellationToken)
    {
        var spec = pod.Pod.Spec;
        if (IsBelowUse(facts.ControlGroup + UnitNames.ControlGroup(pod.Id), PodResources.Limit(spec, ResourceNames.Memory)) is { } problem)
        {
            return problem;
        }

        await manager.SetUnitPropertiesAsync(
            UnitNames.Slice(pod.Id), ResourceProperties.OfPod(spec, options.PodPids, cgroups.IsUnified), cancellationToken);
        return Applied;
    }

    private static PodChangeResult Applied => new() { Change = PodChanges.Resources, Outcome = PodChangeOutcome.Applied };

    // The kernel would refuse, and systemd would not say so.
    private PodChangeResult? IsBelowUse(string controlGroup, Quantity? limit) =>
        limit is { Sign: > 0 } bytes && cgroups.Memory(controlGroup).WorkingSet is { } used && used > bytes.Value
            ? new()
            {
                Change = PodChanges.Resources,
                Outcome = PodChangeOutcome.Deferred,
                Message = string.Create(CultureInfo.InvariantCulture, $"attempting to set a memory limit ({bytes.Value}) below current usage ({used})"),
            }
            : null;
}
