using System.Net;
using System.Text.Json;
using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.Steps.Addons;
using Reeve.Plugins.Kubeadm.Steps.Registries;

namespace Reeve.Plugins.Kubeadm;

/// <summary>Reads and checks the provider's own part of specifications.</summary>
internal static class KubeadmSpecs
{
    private static readonly HashSet<string> s_parts = ["apiServer", "controllerManager", "scheduler", "etcd", "kubelet"];

    public static KubeadmSpec Read(ClusterSpec spec)
    {
        var own = spec.Provider.ValueKind is JsonValueKind.Object ? spec.Provider.Deserialize(KubeadmJson.Default.KubeadmSpec)! : new KubeadmSpec();
        return own with { NodeName = own.NodeName.Length > 0 ? own.NodeName : Dns.GetHostName().ToLowerInvariant() };
    }

    public static IEnumerable<FieldError> Validate(ClusterSpec spec)
    {
        KubeadmSpec own;
        try
        {
            own = Read(spec);
        }
        catch (JsonException e)
        {
            return [Error("spec.provider", spec.Provider.GetRawText(), e.Message)];
        }

        return
        [
            .. own.AdvertiseAddress.Length > 0 && !IPAddress.TryParse(own.AdvertiseAddress, out _)
                ? [Error("spec.provider.advertiseAddress", own.AdvertiseAddress, "must be an address")]
                : Array.Empty<FieldError>(),
            .. own.ExtraArguments.Keys.Where(part => !s_parts.Contains(part))
                .Select(part => Error("spec.provider.extraArguments", part, $"must be one of {string.Join(", ", s_parts)}")),
            .. own.IgnorePreflightErrors.Where(check => check.Equals("all", StringComparison.OrdinalIgnoreCase))
                .Select(check => Error("spec.provider.ignorePreflightErrors", check, "names of single checks are allowed, not all of them")),
            .. own.Files.Keys.Where(path => !Path.IsPathFullyQualified(path) || Path.GetFullPath(path) != path)
                .Select(path => Error("spec.provider.files", path, "must be an absolute path without .. in it")),
            .. RegistryValidation.Validate(spec.Registry),
            .. AddonValidation.Validate(spec),
            .. own.CgroupDriver is "systemd" or "cgroupfs" ? Array.Empty<FieldError>() : [Error("spec.provider.cgroupDriver", own.CgroupDriver, "must be systemd or cgroupfs")],
        ];
    }

    private static FieldError Error(string field, string value, string why) => new() { Field = field, Message = $"Invalid value: \"{value}\": {why}" };
}
