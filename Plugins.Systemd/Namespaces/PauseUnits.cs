using Reeve.Containers;
using Reeve.Plugins.Systemd.Entry;
using Reeve.Plugins.Systemd.Networks;
using Reeve.Plugins.Systemd.Units;
using Reeve.Systemd;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Namespaces;

/// <summary>
/// The unit of a pod whose containers share a process namespace: it holds the first process of that namespace, which has to outlive
/// every container, and reaps what they leave.
/// </summary>
internal sealed class PauseUnits(ISystemdManager manager, EntryProgram entry, PodNetworks networks)
{
    private const int Kill = 9;

    /// <summary>The first process of the pod's namespace, started if it does not run.</summary>
    public async Task<int> EnsureAsync(Sandbox sandbox, IReadOnlyList<string> namespaces, CancellationToken cancellationToken)
    {
        var unit = UnitNames.Pause(sandbox.Id);
        if (await FindAsync(unit, cancellationToken) is { } running)
        {
            return running;
        }

        var pod = sandbox.Pod.Pod.Metadata;
        string[] command = [entry.Path, "run", "pause", "new-pid", "proc", .. namespaces, "--"];
        var result = await manager.StartTransientUnitAsync(
            unit,
            [
                UnitProperty.Of("Description", $"Process namespace of pod {pod.Namespace}/{pod.Name}"),
                UnitProperty.Of("Slice", UnitNames.Slice(sandbox.Id)),
                UnitProperty.Of("Type", "notify"),
                UnitProperty.Of("NotifyAccess", "all"),
                UnitProperty.Of("CollectMode", "inactive-or-failed"),
                UnitProperty.Of("KillSignal", Kill), // the first process of a namespace is deaf to others
                UnitProperty.Command("ExecStart", entry.Path, command),
                .. networks.PropertiesOf(sandbox.Id),
            ],
            cancellationToken);
        return await FindAsync(unit, cancellationToken)
            ?? throw new ProviderException(ErrorReason.Transient, $"systemd's job to start {unit} ended with {result}.");
    }

    private async Task<int?> FindAsync(string unit, CancellationToken cancellationToken)
    {
        var properties = await manager.GetUnitAsync(unit, UnitState.Wanted, cancellationToken);
        var state = properties is null ? null : new UnitState { Properties = properties };
        return state is { HasEnded: false, MainPid: > 0 and var pid } ? pid : null;
    }
}
