namespace Reeve.Plugins.Kubeadm;

/// <summary>Where a cluster of kubeadm is on a machine.</summary>
internal static class KubernetesPaths
{
    public const string Configuration = "/etc/kubernetes";
    public const string AdminKubeconfig = "/etc/kubernetes/admin.conf";
    public const string Manifests = "/etc/kubernetes/manifests";
    public const string Certificates = "/etc/kubernetes/pki";
    public const string Kubelet = "/var/lib/kubelet";

    /// <summary>Says that the cluster on this machine is the agent's, finished or not.</summary>
    public const string Mark = "/var/lib/reeve-kubeadm/cluster";

    /// <summary>What kubeadm is told.</summary>
    public const string KubeadmFile = "/var/lib/reeve-kubeadm/kubeadm.yaml";
}
