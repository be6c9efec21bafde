using Reeve.Testing;

namespace Reeve.Plugins.Kubeadm.Tests.K3s.StandIn;

/// <summary>
/// What k3s' containerd and kubelet leave on a machine for a pod: a shim below the data directory with a process of its own, mounts, an
/// interface on a bridge, a network namespace, chains of the firewall. They outlive the server; a server that finds them leaves them.
/// </summary>
internal static class K3sStandInPods
{
    /// <summary>A program that only pods have.</summary>
    public const string Workload = "4242424";

    public static async Task StartAsync(string data)
    {
        var binaries = Directory.CreateDirectory(Path.Combine(data, "data", "0123abcd", "bin")).FullName;
        var shim = Path.Combine(binaries, "containerd-shim-runc-v2");
        if (!File.Exists(shim))
        {
            File.Copy("/bin/bash", shim);
        }

        const string Script = $$"""
            set -e
            root=/run/k3s/containerd/io.containerd.runtime.v2.task/k8s.io/1/rootfs
            volume=/var/lib/kubelet/pods/1/volumes/token
            grep -q " $root " /proc/mounts && exit 0
            mkdir -p "$root" "$volume" /var/log/pods/default_one_1 /var/lib/cni/networks /run/flannel
            mount -t tmpfs pod "$root"
            mount -t tmpfs pod "$volume"
            ip netns add cni-1
            ip link add cni0 type bridge
            ip link add veth1 type veth peer name veth2
            ip link set veth1 master cni0
            iptables -w -N KUBE-FORWARD
            iptables -w -N KUBE-MARK
            iptables -w -A KUBE-FORWARD -j KUBE-MARK
            iptables -w -A FORWARD -m comment --comment "rules of kubernetes" -j KUBE-FORWARD
            iptables -w -t nat -N CNI-1
            iptables -w -t nat -A POSTROUTING -j CNI-1
            setsid --fork "$1" -c 'sleep {{Workload}} & wait' >/dev/null 2>&1 </dev/null
            """;
        var started = await Tool.RunAsync("/bin/bash", ["-c", Script, "bash", shim]);
        if (!started.Succeeded)
        {
            throw new InvalidOperationException(started.ToString());
        }
    }
}
