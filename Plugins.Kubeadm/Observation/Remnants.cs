using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.Cleanup;
using Reeve.Plugins.Kubeadm.Steps.Network;
using Reeve.Plugins.Kubeadm.Steps.Reset;

namespace Reeve.Plugins.Kubeadm.Observation;

/// <summary>What is left of a cluster on a machine that has none: the report after a removal.</summary>
internal static class Remnants
{
    /// <summary>The condition that is true where nothing is left.</summary>
    public const string Clean = "Clean";

    private static readonly string[] s_files =
    [
        KubernetesPaths.AdminKubeconfig, $"{KubernetesPaths.Configuration}/kubelet.conf", $"{KubernetesPaths.Configuration}/controller-manager.conf",
        $"{KubernetesPaths.Configuration}/scheduler.conf", KubernetesPaths.Own,
    ];

    private static readonly string[] s_directories = [KubernetesPaths.Manifests, KubernetesPaths.Certificates, KubernetesPaths.Kubelet, "/var/lib/etcd", "/var/lib/cni", "/var/log/pods"];

    /// <summary>Looks, and says what it found.</summary>
    public static async Task<ClusterCondition> ObserveAsync(IStepContext context, CancellationToken cancellationToken)
    {
        var mounts = await MountTable.ReadAsync(context, cancellationToken);
        List<string> found =
        [
            .. s_files.Where(Path.Exists),
            .. s_directories.Where(directory => Directory.Exists(directory) && Directory.EnumerateFileSystemEntries(directory).Any()).Select(directory => $"files in {directory}"),
            .. mounts.Below(KubernetesPaths.Kubelet).Select(mount => $"mount {mount}"),
            .. NetworkLinks.Present().Select(link => $"network device {link}"),
            .. (await PacketFilter.ChainsAsync(context, cancellationToken)).Select(chain => $"chain {chain}"),
            .. ControlGroups.Present().Select(group => $"control group {group}"),
        ];
        return new ClusterCondition
        {
            Type = Clean,
            Status = found.Count == 0,
            Reason = found.Count == 0 ? "NothingLeft" : "SomethingLeft",
            Message = string.Join(", ", found),
        };
    }
}
