namespace Reeve.Kubernetes;

/// <summary>Trust anchors of the cluster, in PEM.</summary>
public sealed record ClusterTrustBundleProjection : KubernetesRecord
{
    /// <summary>Name of one bundle.</summary>
    public string? Name { get; init; }

    /// <summary>Signer whose bundles are meant.</summary>
    public string? SignerName { get; init; }

    /// <summary>Which of the signer's bundles; null matches none.</summary>
    public LabelSelector? LabelSelector { get; init; }

    /// <summary>Whether there may be no bundle.</summary>
    public bool? Optional { get; init; }

    /// <summary>Relative path of the file.</summary>
    public string Path { get; init => field = value ?? ""; } = "";
}
