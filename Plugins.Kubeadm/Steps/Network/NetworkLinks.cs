using Reeve.Clusters;

namespace Reeve.Plugins.Kubeadm.Steps.Network;

/// <summary>Network devices that programs of clusters make and leave behind.</summary>
internal static class NetworkLinks
{
    private static readonly string[] s_names =
    [
        "cni0", "flannel.1", "flannel-v6.1", "flannel-wg", "kube-ipvs0", "kube-bridge", "vxlan.calico", "wireguard.cali", "antrea-gw0", "antrea-tun0",
        "cilium_host", "cilium_net", "cilium_vxlan", "nodelocaldns",
    ];

    /// <summary>Those that are there.</summary>
    public static IReadOnlyList<string> Present() => [.. s_names.Where(IsPresent)];

    /// <summary>Deletes them, but for those that were there before.</summary>
    public static async Task CleanAsync(IReadOnlyList<string> kept, IStepContext context, CancellationToken cancellationToken)
    {
        foreach (var link in Present().Except(kept))
        {
            // Ends of one pair go together.
            if (IsPresent(link))
            {
                await context.ChangeAsync(cancellationToken, "ip", "link", "delete", link);
            }
        }
    }

    private static bool IsPresent(string link) => Directory.Exists($"/sys/class/net/{link}");
}
