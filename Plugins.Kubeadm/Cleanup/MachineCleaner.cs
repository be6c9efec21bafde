using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.Steps;
using Reeve.Plugins.Kubeadm.Steps.Network;

namespace Reeve.Plugins.Kubeadm.Cleanup;

/// <summary>
/// Takes away what clusters leave on a machine when they end: processes, mounts, network interfaces and namespaces, firewall rules, files. What
/// was there before stays. Everything is repeatable.
/// </summary>
internal sealed class MachineCleaner(IStepContext context, MachineSnapshot before, TimeProvider time)
{
    private const string LinkDirectory = "/sys/class/net";
    /// <summary>Where network namespaces have names.</summary>
    public const string NamespaceDirectory = "/run/netns";

    private const string NamespacePrefix = "cni-";
    private const string Bridge = "cni0";
    private const int Rounds = 20;

    /// <summary>What is there now.</summary>
    /// <param name="context">To look with.</param>
    /// <param name="directories">Directories that the cluster will write to.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<MachineSnapshot> LookAsync(IStepContext context, IEnumerable<string> directories, CancellationToken cancellationToken)
    {
        return new MachineSnapshot
        {
            Directories = directories.Where(Directory.Exists).ToDictionary(path => path, IReadOnlyList<string> (path) => [.. Names(path)]),
            Links = [.. Names(LinkDirectory)],
            NetworkNamespaces = [.. Names(NamespaceDirectory)],
            Chains = await PacketFilter.ChainsAsync(context, cancellationToken),
        };
    }

    /// <summary>Kills the programs below a directory and everything that they have started, until none is left.</summary>
    public async Task KillAsync(string directory, CancellationToken cancellationToken)
    {
        var processes = new ProcessTable();
        for (var round = 1; processes.OfProgramsBelow(directory) is { Count: > 0 } left; round++)
        {
            if (round > Rounds)
            {
                throw new ProviderException(ErrorReason.Transient, $"Processes of programs below {directory} do not end: {string.Join(", ", left)}.");
            }

            // One that has ended meanwhile makes kill fail: the next round says whether any is left.
            await context.RunAsync(new StepCommand { Arguments = ["kill", "-KILL", "--", .. left.Select(id => id.ToString(System.Globalization.CultureInfo.InvariantCulture))] }, cancellationToken);
            await Task.Delay(TimeSpan.FromMilliseconds(25 * round), time, cancellationToken);
        }
    }

    /// <summary>Unmounts what is below directories.</summary>
    public async Task UnmountAsync(IEnumerable<string> directories, CancellationToken cancellationToken)
    {
        var mounts = await MountTable.ReadAsync(context, cancellationToken);
        foreach (var point in directories.SelectMany(mounts.Below))
        {
            await context.ChangeAsync(cancellationToken, "umount", "--", point);
        }
    }

    /// <summary>Deletes the network namespaces of pods, and the interfaces of network plugins.</summary>
    public async Task UnlinkAsync(CancellationToken cancellationToken)
    {
        foreach (var name in Names(NamespaceDirectory).Where(name => name.StartsWith(NamespacePrefix, StringComparison.Ordinal)).Except(before.NetworkNamespaces))
        {
            // One in which something runs is another runtime's.
            if ((await context.AskAsync(cancellationToken, "ip", "netns", "pids", name)).Trim().Length == 0)
            {
                await context.ChangeAsync(cancellationToken, "ip", "netns", "delete", name);
            }
        }

        await RemoveNamespaceDirectoryAsync(cancellationToken);

        // Pods' ends of the bridge; the other end of a pair goes with the first.
        foreach (var link in Names(LinkDirectory).Except(before.Links).Where(IsPort).ToList())
        {
            await context.ChangeAsync(cancellationToken, "ip", "link", "delete", "dev", link);
        }

        await NetworkLinks.CleanAsync(before.Links, context, cancellationToken);
    }

    /// <summary>Deletes the firewall chains of clusters, and the rules that lead to them.</summary>
    public Task OpenFirewallAsync(CancellationToken cancellationToken) => PacketFilter.CleanAsync(before.Chains, context, cancellationToken);

    /// <summary>Deletes directories, or what is new in them where they were there before; nothing across a mount.</summary>
    public async Task RemoveAsync(IEnumerable<string> directories, CancellationToken cancellationToken)
    {
        var removal = new TreeRemoval(await MountTable.ReadAsync(context, cancellationToken));
        foreach (var directory in directories)
        {
            if (!before.Directories.TryGetValue(directory, out var names))
            {
                removal.Remove(directory);
                continue;
            }

            foreach (var name in Names(directory).Except(names, StringComparer.Ordinal))
            {
                removal.Remove(Path.Combine(directory, name));
            }
        }

        foreach (var point in removal.Kept)
        {
            context.ReportProgress($"{point} is mounted and stays as it is.");
        }
    }

    // The first name makes the directory and mounts it on itself.
    private async Task RemoveNamespaceDirectoryAsync(CancellationToken cancellationToken)
    {
        if (before.Directories.ContainsKey(NamespaceDirectory) || !Directory.Exists(NamespaceDirectory) || Names(NamespaceDirectory).Count > 0)
        {
            return;
        }

        if ((await MountTable.ReadAsync(context, cancellationToken)).IsMountPoint(NamespaceDirectory))
        {
            await context.ChangeAsync(cancellationToken, "umount", "--", NamespaceDirectory);
        }

        Directory.Delete(NamespaceDirectory);
    }

    private static bool IsPort(string link) => new FileInfo($"{LinkDirectory}/{link}/master").LinkTarget is { } master && Path.GetFileName(master) == Bridge;

    private static List<string> Names(string directory) => Directory.Exists(directory) ? [.. Directory.EnumerateFileSystemEntries(directory).Select(path => Path.GetFileName(path))] : [];
}
