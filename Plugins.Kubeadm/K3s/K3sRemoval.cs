using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.Cleanup;
using Reeve.Plugins.Kubeadm.Steps.Files;

namespace Reeve.Plugins.Kubeadm.K3s;

/// <summary>
/// What k3s' own scripts for killing and uninstalling do, so that they are not needed: by what k3s has started and mounted, never by names that
/// others may have too. Repeatable.
/// </summary>
/// <remarks>Source: https://docs.k3s.io/upgrades/killall, https://docs.k3s.io/installation/uninstall.</remarks>
internal sealed class K3sRemoval(K3sService service, TimeProvider time)
{
    private static readonly string[] s_parents = ["/etc/rancher"];

    /// <summary>Stops k3s and its pods, and takes away what they need while they run.</summary>
    /// <param name="data">k3s' data directory.</param>
    /// <param name="before">What was there before the cluster; null if nobody has looked.</param>
    /// <param name="context">The hands.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task KillAsync(string data, MachineSnapshot? before, IStepContext context, CancellationToken cancellationToken)
    {
        var cleaner = new MachineCleaner(context, before ?? new(), time);
        await service.StopAsync(cancellationToken);
        await cleaner.KillAsync(Path.Combine(data, "data"), cancellationToken);
        await cleaner.UnmountAsync(K3sPaths.Mounted(data), cancellationToken);
        await cleaner.UnlinkAsync(cancellationToken);
        await cleaner.OpenFirewallAsync(cancellationToken);
    }

    /// <summary>Removes the cluster with everything that k3s itself has written. Files that steps have written are theirs.</summary>
    /// <param name="data">k3s' data directory.</param>
    /// <param name="keepData">Whether the data directory stays as it is.</param>
    /// <param name="before">What was there before the cluster; null if nobody has looked.</param>
    /// <param name="context">The hands.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task RemoveAsync(string data, bool keepData, MachineSnapshot? before, IStepContext context, CancellationToken cancellationToken)
    {
        await KillAsync(data, before, context, cancellationToken);
        await service.DisableAsync(cancellationToken);
        var cleaner = new MachineCleaner(context, before ?? new(), time);
        var written = before is null ? K3sPaths.OwnAlone : K3sPaths.Written;
        await cleaner.RemoveAsync(keepData ? written : [.. written, data], cancellationToken);
        FilePriors.RemoveEmpty([.. s_parents.Append(Path.GetDirectoryName(data)!).Where(parent => before?.Directories.ContainsKey(parent) != true)]);
    }
}
