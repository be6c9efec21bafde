using System.Runtime.InteropServices;
using Reeve.Distributions.Versions;

namespace Reeve.Distributions.K3s;

/// <summary>What belongs to a release of k3s, and where it is. Source: https://github.com/k3s-io/k3s/releases.</summary>
public static class K3sRelease
{
    private const string Releases = "https://github.com/k3s-io/k3s/releases/download";

    /// <summary>The file name of the program for a processor.</summary>
    /// <param name="architecture">The processor.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Unsupported"/>: k3s is not built for it.</exception>
    public static string Program(Architecture architecture) => architecture == Architecture.X64 ? "k3s" : $"k3s-{Suffix(architecture)}";

    /// <summary>The file name of the checksums for a processor.</summary>
    /// <param name="architecture">The processor.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Unsupported"/>: k3s is not built for it.</exception>
    public static string Checksums(Architecture architecture) => $"sha256sum-{Suffix(architecture)}.txt";

    /// <summary>The file names that the archive of a release's images may have for a processor, the smallest first.</summary>
    /// <param name="architecture">The processor.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Unsupported"/>: k3s is not built for it.</exception>
    public static IReadOnlyList<string> Images(Architecture architecture)
    {
        var name = $"k3s-airgap-images-{(architecture is Architecture.Arm ? "arm" : Suffix(architecture))}.tar";
        return [$"{name}.zst", $"{name}.gz", name];
    }

    /// <summary>Where a file of a release is.</summary>
    /// <param name="version">The version with its build, e.g. <c>1.30.2+k3s1</c>.</param>
    /// <param name="file">The file's name.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: the version has no build.</exception>
    public static Uri Locate(KubernetesVersion version, string file) => Locate(version, file, Releases);

    /// <summary>Where a file of a release is on a mirror.</summary>
    /// <param name="version">The version with its build, e.g. <c>1.30.2+k3s1</c>.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="releases">URL below which each version has a folder.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: the version has no build.</exception>
    public static Uri Locate(KubernetesVersion version, string file, string releases)
    {
        ArgumentNullException.ThrowIfNull(version);
        ArgumentNullException.ThrowIfNull(releases);
        return version.Build.Length > 0
            ? new Uri($"{releases.TrimEnd('/')}/v{Uri.EscapeDataString(version.ToString())}/{file}")
            : throw new ProviderException(ErrorReason.Invalid, $"\"{version}\" is no version of k3s: write its build too, as in {version}+k3s1.");
    }

    /// <summary>Finds a file's checksum in a file of checksums, as sha256sum(1) writes them.</summary>
    /// <param name="checksums">The content.</param>
    /// <param name="file">The file's name.</param>
    /// <returns>Lower-case hex SHA-256, or null if it is not in there.</returns>
    public static string? FindChecksum(string checksums, string file)
    {
        ArgumentNullException.ThrowIfNull(checksums);
        foreach (var line in checksums.Split('\n'))
        {
            var parts = line.Split([' ', '*'], 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (parts.Length == 2 && parts[1].TrimStart('*') == file && parts[0].Length == 64 && parts[0].All(char.IsAsciiHexDigit))
            {
                return parts[0].ToLowerInvariant();
            }
        }

        return null;
    }

    private static string Suffix(Architecture architecture) => architecture switch
    {
        Architecture.X64 => "amd64",
        Architecture.Arm64 => "arm64",
        Architecture.Arm => "armhf",
        Architecture.S390x => "s390x",
        _ => throw new ProviderException(ErrorReason.Unsupported, $"k3s is not built for {architecture}."),
    };
}
