using Reeve.Distributions.K3s;

namespace Reeve.Plugins.Kubeadm.K3s;

/// <summary>Where k3s is on a machine. What it can be told where else to put is in its specification.</summary>
internal static class K3sPaths
{
    public const string Unit = "k3s.service";
    public const string UnitFile = K3sFiles.UnitPath;
    public const string Configuration = "/etc/rancher/k3s";
    public const string EnvironmentFile = "/etc/systemd/system/k3s.service.env";
    public const string TokenFile = K3sFiles.TokenPath;
    public const string DefaultData = "/var/lib/rancher/k3s";
    public const string DefaultProgram = K3sFiles.ProgramPath;
    public const string Kubelet = "/var/lib/kubelet";

    /// <summary>What this provisioner keeps.</summary>
    public const string State = "/var/lib/reeve-k3s";

    /// <summary>Says that the cluster on this machine is the agent's, finished or not, and what was there before it.</summary>
    public const string Mark = $"{State}/cluster";

    /// <summary>The program before the latest upgrade.</summary>
    public const string Programs = $"{State}/programs";

    /// <summary>Data as they were before the latest change.</summary>
    public const string Saved = $"{State}/saved";

    /// <summary>Everything that k3s writes to besides its data.</summary>
    public static IReadOnlyList<string> Written { get; } =
        ["/etc/rancher/k3s", "/etc/rancher", "/run/k3s", "/run/flannel", "/var/lib/cni", Kubelet, "/var/log/pods", "/var/log/containers", "/etc/cni/net.d", "/etc/cni", "/opt/cni/bin", "/opt/cni"];

    /// <summary>What nobody but k3s writes to: all that may be deleted where nobody has looked before.</summary>
    public static IReadOnlyList<string> OwnAlone { get; } = ["/etc/rancher/k3s", "/etc/rancher/node", "/run/k3s", "/run/flannel", Kubelet];

    /// <summary>What k3s mounts below, and nobody else.</summary>
    /// <param name="data">Its data directory.</param>
    public static IEnumerable<string> Mounted(string data) => ["/run/k3s", $"{data}/agent/containerd", $"{Kubelet}/pods", $"{Kubelet}/plugins"];
}
