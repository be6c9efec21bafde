namespace Reeve.Systemd;

/// <summary>
/// A service manager (systemd) on a bus. Thread-safe. A lost connection is made again on its own; calls wait for it for a while.
/// </summary>
/// <remarks>
/// Source: org.freedesktop.systemd1(5). Errors are <see cref="ProviderException"/>: NotFound (no such unit), Conflict (the unit
/// exists), Invalid (a property is refused), Denied, Exhausted, Transient (no answer, connection lost).
/// </remarks>
public interface ISystemdManager : IAsyncDisposable
{
    /// <summary>Starts a transient unit and waits for the end of its start job.</summary>
    /// <param name="name">The unit's name with its suffix.</param>
    /// <param name="properties">Properties, in systemd's D-Bus types.</param>
    /// <param name="wanted">The names of the properties that are told of meanwhile; to read them afterwards costs the manager far more.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<UnitStart> StartTransientUnitAsync(
        string name, IReadOnlyList<UnitProperty> properties, IReadOnlySet<string> wanted, CancellationToken cancellationToken);

    /// <summary>Stops a unit and waits for the end of the job.</summary>
    /// <param name="name">The unit.</param>
    /// <param name="cancellationToken">Stops waiting, not the stopping.</param>
    /// <returns>The job's result.</returns>
    Task<string> StopUnitAsync(string name, CancellationToken cancellationToken);

    /// <summary>Sends a signal to processes of a unit.</summary>
    /// <param name="name">The unit.</param>
    /// <param name="processes">Which processes.</param>
    /// <param name="signal">The signal's number.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task KillUnitAsync(string name, UnitProcesses processes, int signal, CancellationToken cancellationToken);

    /// <summary>Makes the manager forget that a unit failed, and with that the unit if it is a transient one.</summary>
    /// <param name="name">The unit.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task ResetFailedUnitAsync(string name, CancellationToken cancellationToken);

    /// <summary>Changes properties of a unit that is loaded, until it is unloaded.</summary>
    /// <param name="name">The unit.</param>
    /// <param name="properties">Properties, in systemd's D-Bus types; not all can be changed.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task SetUnitPropertiesAsync(string name, IReadOnlyList<UnitProperty> properties, CancellationToken cancellationToken);

    /// <summary>Reads properties of a unit, of all its interfaces.</summary>
    /// <param name="name">The unit.</param>
    /// <param name="wanted">The properties' names.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>
    /// By name; null if the unit is not loaded. Numbers have .NET's type of the same width, arrays are <c>object[]</c>
    /// (of bytes: <c>byte[]</c>), structures and dictionary entries <c>object[]</c>, variants their content.
    /// </returns>
    Task<IReadOnlyDictionary<string, object>?> GetUnitAsync(string name, IReadOnlySet<string> wanted, CancellationToken cancellationToken);

    /// <summary>Reads a property of the manager itself, e.g. <c>Version</c>.</summary>
    /// <param name="property">The property's name.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<object> GetManagerPropertyAsync(string property, CancellationToken cancellationToken);

    /// <summary>The names of the loaded units that a glob pattern matches.</summary>
    /// <param name="pattern">The pattern, e.g. <c>reeve-*.service</c>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<IReadOnlyList<string>> ListUnitsAsync(string pattern, CancellationToken cancellationToken);

    /// <summary>Changes of units, from now on. Several may watch.</summary>
    /// <param name="watch">Which units and properties.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <remarks>What happened while the connection was lost is not told: see <see cref="UnitChangeKind.Unsure"/>.</remarks>
    IAsyncEnumerable<UnitChange> WatchAsync(UnitWatch watch, CancellationToken cancellationToken);
}
