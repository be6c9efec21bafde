namespace Reeve.Kubernetes;

/// <summary>Signers built into the cluster.</summary>
public static class CertificateSigners
{
    /// <summary>Client certificates.</summary>
    public const string KubeApiServerClient = "kubernetes.io/kube-apiserver-client";

    /// <summary>Client certificates of nodes.</summary>
    public const string KubeApiServerClientKubelet = "kubernetes.io/kube-apiserver-client-kubelet";

    /// <summary>Serving certificates of nodes.</summary>
    public const string KubeletServing = "kubernetes.io/kubelet-serving";
}
