using System.Text;
using Reeve.Clusters;
using Reeve.Distributions.Addons;
using Reeve.Distributions.K3s;
using Reeve.Plugins.Kubeadm.Downloads;

namespace Reeve.Plugins.Kubeadm.Steps.Addons;

/// <summary>
/// Where manifests of add-ons come from: an absolute path, an https URL, or <c>cilium:VERSION</c> for what cilium's own command line prints, since
/// cilium publishes no manifest.
/// </summary>
internal sealed class AddonSource(Downloader downloader)
{
    private const long Largest = 16L << 20;
    private const string Cilium = "cilium";
    private const string CiliumPrefix = "cilium:";

    /// <summary>Where the manifest of an add-on is.</summary>
    /// <param name="addon">The add-on.</param>
    /// <param name="slot">What it is for.</param>
    /// <param name="directory">A directory with manifests as NAME-VERSION.yaml; empty for none.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: it is not known.</exception>
    public static string Locate(ClusterAddon addon, string slot, string directory)
    {
        if (addon.Manifest is { Length: > 0 } manifest)
        {
            return manifest;
        }

        var isCilium = slot == AddonSlots.Network && addon.Name.Equals(Cilium, StringComparison.OrdinalIgnoreCase);
        var known = isCilium ? CiliumPrefix + Version(addon) : slot == AddonSlots.Network ? AddonManifests.LocateNetwork(addon) : AddonManifests.LocateStorage(addon);
        return directory.Length > 0 ? Path.Combine(directory, $"{addon.Name.ToLowerInvariant()}-{Version(addon)}.yaml") : known;
    }

    /// <summary>Reads a manifest.</summary>
    /// <param name="source">Where it is.</param>
    /// <param name="context">To ask cilium with.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ProviderException">It cannot be had.</exception>
    public async Task<byte[]> ReadAsync(string source, IStepContext context, CancellationToken cancellationToken)
    {
        if (!source.StartsWith(CiliumPrefix, StringComparison.Ordinal))
        {
            return await downloader.ReadAsync(source, Largest, cancellationToken);
        }

        var command = new StepCommand
        {
            Arguments = [Cilium, "install", "--version", source[CiliumPrefix.Length..], "--dry-run", "--set", "ipam.mode=kubernetes"],
            Environment = new Dictionary<string, string> { ["KUBECONFIG"] = File.Exists(K3sFiles.KubeconfigPath) ? K3sFiles.KubeconfigPath : KubernetesPaths.AdminKubeconfig },
            Mutates = false,
        };
        var result = await context.RunAsync(command, cancellationToken);
        return result.ExitCode == 0
            ? Encoding.UTF8.GetBytes(result.StandardOutput)
            : throw new ProviderException($"cilium install --dry-run ended with code {result.ExitCode}: {result.StandardError.Trim()}");
    }

    private static string Version(ClusterAddon addon)
    {
        var version = addon.Version.TrimStart('v');
        return version.Length > 0 && version.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-')
            ? version
            : throw new ProviderException(ErrorReason.Invalid, $"\"{addon.Version}\" is no version of {addon.Name}; one such as 1.2.3 is.");
    }
}
