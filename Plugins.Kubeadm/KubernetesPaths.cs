namespace Reeve.Plugins.Kubeadm;

/// <summary>Where a cluster of kubeadm is on a machine.</summary>
internal static class KubernetesPaths
{
    public const string Configuration = "/etc/kubernetes";

    public const string AdminKubeconfig = "/etc/kubernetes/admin.conf";

    public const string Manifests = "/etc/kubernetes/manifests";

    public const string Certificates = "/etc/kubernetes/pki";

    public const string Kubelet = "/var/lib/kubelet";

    /// <summary>What is the agent's own of the cluster.</summary>
    public const string Own = "/var/lib/reeve-kubeadm";

    /// <summary>Says that the cluster on this machine is the agent's, finished or not.</summary>
    public const string Mark = $"{Own}/cluster";

    /// <summary>What kubeadm is told.</summary>
    public const string KubeadmFile = $"{Own}/kubeadm.yaml";

    /// <summary>The copy before the last upgrade.</summary>
    public const string UpgradeBackup = $"{Own}/before-upgrade";

    /// <summary>The copy before certificates or settings were last changed.</summary>
    public const string ChangeBackup = $"{Own}/before-change";
}
