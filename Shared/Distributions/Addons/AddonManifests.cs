using Reeve.Clusters;

namespace Reeve.Distributions.Addons;

/// <summary>Where the manifests of well-known network and storage plugins are. Versions are not checked against a list: new ones appear.</summary>
public static class AddonManifests
{
    private static readonly Dictionary<string, string> s_networks = new(StringComparer.OrdinalIgnoreCase)
    {
        ["flannel"] = "https://github.com/flannel-io/flannel/releases/download/v{0}/kube-flannel.yml",
        ["calico"] = "https://raw.githubusercontent.com/projectcalico/calico/v{0}/manifests/calico.yaml",
        ["antrea"] = "https://github.com/antrea-io/antrea/releases/download/v{0}/antrea.yml",
    };

    private static readonly Dictionary<string, string> s_storages = new(StringComparer.OrdinalIgnoreCase)
    {
        ["local-path"] = "https://raw.githubusercontent.com/rancher/local-path-provisioner/v{0}/deploy/local-path-storage.yaml",
        ["local-path-storage"] = "https://raw.githubusercontent.com/rancher/local-path-provisioner/v{0}/deploy/local-path-storage.yaml",
    };

    /// <summary>Names of the network plugins that need no manifest of the user's own.</summary>
    public static IReadOnlyCollection<string> Networks => s_networks.Keys;

    /// <summary>Where the manifest of a network plugin is.</summary>
    /// <param name="addon">The plugin.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: it is not known, and names no manifest of its own; or its version is no version.</exception>
    public static string LocateNetwork(ClusterAddon addon) => Locate(addon, s_networks, "network plugin");

    /// <summary>Where the manifest of a storage plugin is.</summary>
    /// <param name="addon">The plugin.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: it is not known, and names no manifest of its own; or its version is no version.</exception>
    public static string LocateStorage(ClusterAddon addon) => Locate(addon, s_storages, "storage plugin");

    private static string Locate(ClusterAddon addon, Dictionary<string, string> known, string what)
    {
        ArgumentNullException.ThrowIfNull(addon);
        if (addon.Manifest is { Length: > 0 } manifest)
        {
            return manifest;
        }

        if (!known.TryGetValue(addon.Name, out var pattern))
        {
            throw new ProviderException(
                ErrorReason.Invalid, $"\"{addon.Name}\" is no {what} whose manifest is known ({string.Join(", ", known.Keys)} are); give the URL or path of its manifest.");
        }

        var version = addon.Version.TrimStart('v');
        return version.Length > 0 && version.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-')
            ? string.Format(System.Globalization.CultureInfo.InvariantCulture, pattern, version)
            : throw new ProviderException(ErrorReason.Invalid, $"\"{addon.Version}\" is no version of {addon.Name}; one such as 1.2.3 is.");
    }
}
