namespace Reeve.Kubernetes;

/// <summary>One source of a projected volume; one is set.</summary>
public sealed record VolumeProjection : KubernetesRecord
{
    /// <summary>A Secret.</summary>
    public SecretProjection? Secret { get; init; }

    /// <summary>Fields of the pod.</summary>
    public DownwardAPIProjection? DownwardAPI { get; init; }

    /// <summary>A ConfigMap.</summary>
    public ConfigMapProjection? ConfigMap { get; init; }

    /// <summary>A token of the pod's service account.</summary>
    public ServiceAccountTokenProjection? ServiceAccountToken { get; init; }

    /// <summary>Trust anchors of the cluster.</summary>
    public ClusterTrustBundleProjection? ClusterTrustBundle { get; init; }

    /// <summary>A key and certificate made for the pod.</summary>
    public PodCertificateProjection? PodCertificate { get; init; }
}
