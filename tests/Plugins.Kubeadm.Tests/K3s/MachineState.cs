using System.Diagnostics;

namespace Reeve.Plugins.Kubeadm.Tests.K3s;

/// <summary>What a cluster of k3s might leave on a machine, as text: equal texts are equal machines.</summary>
internal static class MachineState
{
    private const string Script = """
        find /etc/rancher /etc/cni /etc/systemd/system /usr/local/bin /opt/cni /run /var/lib/rancher /var/lib/kubelet /var/lib/cni /var/lib/reeve-k3s /var/log/pods /var/log/containers \
          -xdev \( -path /run/systemd -o -path /run/log -o -path /run/dbus \) -prune -o -printf '%p %y %m\n' 2>/dev/null | sort
        cut -d ' ' -f 5 /proc/self/mountinfo | grep -v ^/proc/ | sort
        ls /sys/class/net
        iptables-save | grep -E '^-A|KUBE|CNI'
        systemctl list-unit-files --no-legend k3s*
        systemctl list-units --no-legend --all k3s*
        """;

    public static string Read()
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", Script]) { RedirectStandardOutput = true })!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return text;
    }
}
