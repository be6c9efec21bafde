using Reeve.Distributions.Versions;

namespace Reeve.Distributions.Kubeadm;

/// <summary>Which shape a version of kubeadm is given.</summary>
public static class KubeadmApiVersions
{
    private const int Oldest = 15;

    /// <summary>The shape for a version.</summary>
    /// <param name="version">The version of kubeadm.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Unsupported"/>: it is older than 1.15.</exception>
    public static KubeadmApiVersion For(KubernetesVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return version switch
        {
            _ when version.IsAtLeast(31) => KubeadmApiVersion.V1Beta4,
            _ when version.IsAtLeast(22) => KubeadmApiVersion.V1Beta3,
            _ when version.IsAtLeast(Oldest) => KubeadmApiVersion.V1Beta2,
            _ => throw new ProviderException(ErrorReason.Unsupported, $"kubeadm {version} is not supported: 1.{Oldest} is the oldest whose configuration is known."),
        };
    }

    /// <summary>As it stands in files.</summary>
    /// <param name="version">The shape.</param>
    public static string Name(KubeadmApiVersion version) => $"kubeadm.k8s.io/{version.ToString().ToLowerInvariant()}";
}
