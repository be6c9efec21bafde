using System.Text.RegularExpressions;
using Reeve.Distributions.Versions;

namespace Reeve.Distributions.K3s;

/// <summary>What specifications may say to k3s in its own words. Pure.</summary>
public static partial class K3sSettings
{
    // What specifications say elsewhere, and what provisioners rely on.
    private static readonly HashSet<string> s_owned =
        ["node-name", "cluster-cidr", "service-cidr", "cluster-domain", "tls-san", "data-dir", "write-kubeconfig", "write-kubeconfig-mode", "token", "token-file", "flannel-backend"];

    /// <summary>Says why a setting of <c>config.yaml</c> cannot be stated.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="further">Names that another field sets as well.</param>
    /// <returns>Null if it can.</returns>
    public static string? WhyNot(string name, params IReadOnlyCollection<string> further) =>
        s_owned.Contains(name) || further.Contains(name) ? "is set by another field"
        : SettingName().IsMatch(name) ? null
        : "must be the name of a k3s flag without dashes before it";

    /// <summary>Says why a text is no version of k3s.</summary>
    /// <param name="version">The text.</param>
    /// <returns>Null if it is one.</returns>
    public static string? WhyNoVersion(string version) => KubernetesVersion.TryParse(version) switch
    {
        null => "must be a version such as 1.30.2+k3s1",
        { Build: "" } => $"must have its build too, as in {version}+k3s1: https://github.com/k3s-io/k3s/releases lists them",
        _ => null,
    };

    [GeneratedRegex(@"^[a-z][a-z0-9-]*\z")]
    private static partial Regex SettingName();
}
