using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Reeve.Clusters;
using Reeve.Distributions.K3s;
using Reeve.Plugins.Kubeadm.Downloads;
using Reeve.Plugins.Kubeadm.Steps.Addons;
using Reeve.Plugins.Kubeadm.Steps.Registries;

namespace Reeve.Plugins.Kubeadm.K3s;

/// <summary>Reads and checks the provider's own part of specifications of k3s clusters.</summary>
internal static partial class K3sSpecs
{
    /// <summary>Parts that take arguments, and the setting that each is.</summary>
    public static IReadOnlyDictionary<string, string> Parts { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["apiServer"] = "kube-apiserver-arg",
        ["controllerManager"] = "kube-controller-manager-arg",
        ["scheduler"] = "kube-scheduler-arg",
        ["kubelet"] = "kubelet-arg",
        ["kubeProxy"] = "kube-proxy-arg",
        ["etcd"] = "etcd-arg",
    };

    public static K3sSpec Read(ClusterSpec spec)
    {
        var own = spec.Provider.ValueKind is JsonValueKind.Object ? spec.Provider.Deserialize(KubeadmJson.Default.K3sSpec)! : new K3sSpec();
        return own with
        {
            NodeName = own.NodeName.Length > 0 ? own.NodeName : Dns.GetHostName().ToLowerInvariant(),
            DataDirectory = own.DataDirectory.Length > 1 ? own.DataDirectory.TrimEnd('/') : own.DataDirectory,
        };
    }

    public static IEnumerable<FieldError> Validate(ClusterSpec spec)
    {
        K3sSpec own;
        try
        {
            own = Read(spec);
        }
        catch (JsonException e)
        {
            return [Error("spec.provider", spec.Provider.GetRawText(), e.Message)];
        }

        return [.. Paths(own), .. Source(own), .. Settings(spec, own), .. RegistryValidation.Validate(spec.Registry), .. AddonValidation.Validate(spec)];
    }

    public static FieldError? ValidateVersion(string text) => K3sSettings.WhyNoVersion(text) is { } why ? Error("spec.version", text, why) : null;

    private static IEnumerable<FieldError> Paths(K3sSpec own)
    {
        (string Field, string Path)[] paths = [("program", own.Program), ("dataDirectory", own.DataDirectory), ("source.directory", own.Source.Directory), ("addonDirectory", own.AddonDirectory)];
        foreach (var (field, path) in paths.Where(entry => entry.Path.Length > 0 && (!Path.IsPathFullyQualified(entry.Path) || Path.GetFullPath(entry.Path) != entry.Path)))
        {
            yield return Error($"spec.provider.{field}", path, "must be an absolute path without .. in it");
        }

        // It is deleted with the cluster.
        if (own.DataDirectory.Count(letter => letter == '/') < 2)
        {
            yield return Error("spec.provider.dataDirectory", own.DataDirectory, "must be a directory of its own, at least two deep");
        }

        foreach (var link in own.Links.Where(link => !SafeName().IsMatch(link)))
        {
            yield return Error("spec.provider.links", link, "must be a plain name");
        }
    }

    private static IEnumerable<FieldError> Source(K3sSpec own)
    {
        if (own.Source.Url.Length > 0 && !Downloader.IsAllowed(own.Source.Url))
        {
            yield return Error("spec.provider.source.url", own.Source.Url, "must be an https URL");
        }

        if (own.Source.Url.Length > 0 && own.Source.Directory.Length > 0)
        {
            yield return Error("spec.provider.source", own.Source.Url, "a URL and a directory exclude each other");
        }

        if (own.Source.Sha256 is { Length: > 0 } sum && (sum.Length != 64 || !sum.All(char.IsAsciiHexDigit)))
        {
            yield return Error("spec.provider.source.sha256", sum, "must be a SHA-256 checksum of 64 hexadecimal digits");
        }
    }

    private static IEnumerable<FieldError> Settings(ClusterSpec spec, K3sSpec own)
    {
        var names = own.Settings.Keys.Select(name => (Field: "spec.provider.settings", Name: name)).Concat(spec.ExtraArguments.Keys.Select(name => (Field: "spec.extraArgs", Name: name)));
        foreach (var (field, name) in names)
        {
            if (K3sSettings.WhyNot(name, "disable") is { } why)
            {
                yield return Error(field, name, why);
            }
        }

        foreach (var part in own.ExtraArguments.Keys.Where(part => !Parts.ContainsKey(part)))
        {
            yield return Error("spec.provider.extraArguments", part, $"must be one of {string.Join(", ", Parts.Keys)}");
        }

        foreach (var name in own.Environment.Where(entry => !VariableName().IsMatch(entry.Key) || entry.Value.Any(char.IsControl)).Select(entry => entry.Key))
        {
            yield return Error("spec.provider.environment", name, "must be a variable's name, and its value one line");
        }
    }

    private static FieldError Error(string field, string value, string why) => new() { Field = field, Message = $"Invalid value: \"{value}\": {why}" };

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]*\z")]
    private static partial Regex SafeName();

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex VariableName();
}
