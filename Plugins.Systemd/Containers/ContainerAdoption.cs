using Microsoft.Extensions.Logging;
using Reeve.Plugins.Systemd.Units;
using Reeve.Systemd;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Containers;

/// <summary>Finds the containers of a former agent again: from the units alone.</summary>
internal sealed partial class ContainerAdoption(ISystemdManager manager, ContainerStarter starter, Owner owner, ILogger logger)
{
    public async Task<IReadOnlyList<SystemdContainer>> AdoptAsync(CancellationToken cancellationToken)
    {
        var units = await manager.ListUnitsAsync(UnitNames.ServicesOf(owner), cancellationToken);
        var containers = await Task.WhenAll(units.Select(unit => AdoptAsync(unit, cancellationToken)));
        return [.. containers.OfType<SystemdContainer>()];
    }

    private async Task<SystemdContainer?> AdoptAsync(string unit, CancellationToken cancellationToken)
    {
        var state = await starter.ReadAsync(unit, cancellationToken);
        if (state is null || UnitFields.Read(state.Properties, owner) is not { } fields || UnitNames.Service(fields.Id) != unit)
        {
            return null;
        }

        var container = starter.Adopt(fields, state);
        LogAdopted(fields.Id, unit);
        return container;
    }

    [LoggerMessage(3521, LogLevel.Information, "Adopted container {Container}, unit {Unit}.")]
    private partial void LogAdopted(ContainerId container, string unit);
}
