using System.Collections.Frozen;

namespace Reeve.Systemd;

/// <summary>Shorter ways to call a service manager.</summary>
public static class SystemdManagerExtensions
{
    /// <summary>Starts a transient unit and waits for the end of its start job.</summary>
    /// <param name="manager">The manager.</param>
    /// <param name="name">The unit's name with its suffix.</param>
    /// <param name="properties">Properties, in systemd's D-Bus types.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The job's result, see <see cref="UnitStart.Result"/>.</returns>
    public static async Task<string> StartTransientUnitAsync(
        this ISystemdManager manager, string name, IReadOnlyList<UnitProperty> properties, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(manager);
        return (await manager.StartTransientUnitAsync(name, properties, FrozenSet<string>.Empty, cancellationToken).ConfigureAwait(false)).Result;
    }
}
