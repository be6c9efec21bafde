using Reeve.Systemd;

namespace Reeve.Plugins.Kubeadm.K3s;

/// <summary>k3s' unit. Thread-safe.</summary>
internal sealed class K3sService(ISystemdManager manager, IUnitFiles files)
{
    private const string ActiveState = "ActiveState";
    private const string Done = "done";

    private static readonly HashSet<string> s_wanted = [ActiveState];

    /// <summary>Whether it runs, or is about to.</summary>
    public async Task<bool> IsActiveAsync(CancellationToken cancellationToken) => await StateAsync(cancellationToken) is "active" or "activating" or "reloading";

    /// <summary>Whether it has a file.</summary>
    public async Task<bool> ExistsAsync(CancellationToken cancellationToken) => (await files.GetUnitFileStateAsync(K3sPaths.Unit, cancellationToken)).Length > 0;

    /// <summary>Starts it now, anew if it runs, and at boot.</summary>
    /// <exception cref="ProviderException">It does not start.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await files.ReloadAsync(cancellationToken);
        if (await files.GetUnitFileStateAsync(K3sPaths.Unit, cancellationToken) != "enabled")
        {
            await files.SetEnabledAsync(K3sPaths.Unit, enabled: true, cancellationToken);
        }

        if (await files.RestartUnitAsync(K3sPaths.Unit, cancellationToken) is var result and not Done)
        {
            throw new ProviderException($"{K3sPaths.Unit} did not start ({result}); journalctl -u {K3sPaths.Unit} says why.");
        }
    }

    /// <summary>Stops it; pods go on.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (await StateAsync(cancellationToken) is not (null or "inactive" or "failed"))
        {
            await manager.StopUnitAsync(K3sPaths.Unit, cancellationToken);
        }
    }

    /// <summary>Starts it at boot no longer.</summary>
    public async Task DisableAsync(CancellationToken cancellationToken)
    {
        if (await files.GetUnitFileStateAsync(K3sPaths.Unit, cancellationToken) == "enabled")
        {
            await files.SetEnabledAsync(K3sPaths.Unit, enabled: false, cancellationToken);
        }
    }

    private async Task<object?> StateAsync(CancellationToken cancellationToken) =>
        (await manager.GetUnitAsync(K3sPaths.Unit, s_wanted, cancellationToken))?.GetValueOrDefault(ActiveState);
}
