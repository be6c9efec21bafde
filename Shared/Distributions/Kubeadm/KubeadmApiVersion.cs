namespace Reeve.Distributions.Kubeadm;

/// <summary>The shape of kubeadm's configuration. Source: https://kubernetes.io/docs/reference/config-api/.</summary>
public enum KubeadmApiVersion
{
    /// <summary>Not stated.</summary>
    Unknown = 0,

    /// <summary><c>kubeadm.k8s.io/v1beta2</c>: written for Kubernetes 1.15 to 1.21.</summary>
    V1Beta2,

    /// <summary><c>kubeadm.k8s.io/v1beta3</c>: written for 1.22 to 1.30.</summary>
    V1Beta3,

    /// <summary><c>kubeadm.k8s.io/v1beta4</c>: written for 1.31 and later.</summary>
    V1Beta4,
}
