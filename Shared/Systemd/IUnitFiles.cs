namespace Reeve.Systemd;

/// <summary>Units that have files: those of packages and of the machine's administrator. Thread-safe.</summary>
/// <remarks>Source: org.freedesktop.systemd1(5).</remarks>
public interface IUnitFiles
{
    /// <summary>Reads all unit files again: systemctl daemon-reload.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task ReloadAsync(CancellationToken cancellationToken);

    /// <summary>The state of a unit's file: <c>enabled</c>, <c>disabled</c>, <c>static</c>, <c>masked</c>; empty if there is none.</summary>
    /// <param name="name">The unit.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    Task<string> GetUnitFileStateAsync(string name, CancellationToken cancellationToken);

    /// <summary>Starts a unit at boot, or no longer.</summary>
    /// <param name="name">The unit.</param>
    /// <param name="enabled">Whether it shall start.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.NotFound"/>: there is no such file.</exception>
    Task SetEnabledAsync(string name, bool enabled, CancellationToken cancellationToken);

    /// <summary>Starts a unit, and waits until it has started.</summary>
    /// <param name="name">The unit.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The job's result: <c>done</c>, <c>failed</c>, <c>timeout</c>, <c>dependency</c>.</returns>
    Task<string> StartUnitAsync(string name, CancellationToken cancellationToken);

    /// <summary>Starts a unit anew, or starts it if it does not run, and waits until it has.</summary>
    /// <param name="name">The unit.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The job's result.</returns>
    Task<string> RestartUnitAsync(string name, CancellationToken cancellationToken);
}
