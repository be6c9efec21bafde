using Reeve.Distributions.Versions;

namespace Reeve.Distributions.Machine;

/// <summary>Kubernetes' own repository of Debian packages, one for each release. Source: https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/change-package-repository/.</summary>
public static class AptRepository
{
    /// <summary>Where its description is.</summary>
    public const string Path = "/etc/apt/sources.list.d/reeve-kubernetes.sources";

    /// <summary>Where its key is, ASCII-armoured.</summary>
    public const string KeyPath = "/etc/apt/keyrings/reeve-kubernetes.asc";

    /// <summary>Its address for a release.</summary>
    /// <param name="version">A version of that release.</param>
    public static Uri Locate(KubernetesVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return new Uri($"https://pkgs.k8s.io/core:/stable:/v{version.Release}/deb/");
    }

    /// <summary>Where its key is to be had.</summary>
    /// <param name="version">A version of that release.</param>
    public static Uri LocateKey(KubernetesVersion version) => new(Locate(version), "Release.key");

    /// <summary>Writes <see cref="Path"/> (deb822).</summary>
    /// <param name="version">A version of that release.</param>
    public static string Write(KubernetesVersion version) => $"Types: deb\nURIs: {Locate(version)}\nSuites: /\nSigned-By: {KeyPath}\n";

    /// <summary>How apt is asked for a version of a package: any revision of the packaging.</summary>
    /// <param name="package">The package.</param>
    /// <param name="version">The version.</param>
    public static string Pin(string package, KubernetesVersion version) => $"{package}={version}-*";
}
