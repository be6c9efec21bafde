using System.Net;
using System.Text.RegularExpressions;
using Reeve.Clusters;
using Reeve.Distributions.Networking;
using Reeve.Distributions.Versions;
using Reeve.Runtime.Clusters.Tenants;
using Reeve.Runtime.Validation;

namespace Reeve.Runtime.Clusters.Desires;

/// <summary>Checks what is wanted of a cluster, whatever its type.</summary>
internal static partial class DesiredValidation
{
    /// <summary>What is wrong with a cluster that is to be made.</summary>
    /// <param name="desired">The whole of it.</param>
    /// <param name="hasPassword">Whether a password of its registry is known.</param>
    public static IReadOnlyList<FieldError> ForCreate(ClusterDesired desired, bool hasPassword) =>
    [
        .. Missing(desired.Version, ClusterFields.Version, "the version of Kubernetes, such as 1.30.2"),
        .. Missing(desired.PodSubnets, ClusterFields.PodSubnet, "one subnet, or one of each address family"),
        .. Missing(desired.ServiceSubnets, ClusterFields.ServiceSubnet, "one subnet, or one of each address family"),
        .. desired.Cni is null ? [ClusterFields.Required(ClusterFields.Cni, "the network plugin: name and version, or the URL of a manifest")] : Array.Empty<FieldError>(),
        .. ForChange(desired, hasPassword),
    ];

    /// <summary>What is wrong with what is stated.</summary>
    /// <param name="desired">What would be wanted.</param>
    /// <param name="hasPassword">Whether a password of its registry is known.</param>
    public static IReadOnlyList<FieldError> ForChange(ClusterDesired desired, bool hasPassword) =>
    [
        .. Version(desired.Version),
        .. Subnetworks(desired),
        .. Addon(desired.Cni, ClusterFields.CniName, ClusterFields.CniVersion, ClusterFields.CniManifest),
        .. Addon(desired.Storage, ClusterFields.Storage, ClusterFields.Storage, ClusterFields.Storage),
        .. (desired.CertificateNames ?? []).Where(name => !IsCertificateName(name))
            .Select(name => ClusterFields.Invalid(ClusterFields.CertificateNames, name, "must be an IP address or a DNS name")),
        .. (desired.ExtraArguments ?? new Dictionary<string, string>()).Keys.Where(name => !ArgumentName().IsMatch(name))
            .Select(name => ClusterFields.Invalid(ClusterFields.ExtraArguments, name, "must be the name of an argument, without dashes before it")),
        .. Registry(desired.Registry, hasPassword),
        .. EdgeValidation.Of(desired.Edge),
    ];

    private const string LabelRule = "must be lower-case letters, digits and dashes, at most 63, with a letter or digit at both ends";

    /// <summary>What is wrong with a cluster's key.</summary>
    public static IReadOnlyList<FieldError> ForKey(string key)
    {
        var (tenant, name) = ClusterKey.Read(key);
        IReadOnlyList<FieldError> ofName = DnsName.IsLabel(name) ? [] : [ClusterFields.Invalid(ClusterFields.Name, name, LabelRule)];
        return tenant.Length == 0 && !key.EndsWith('.') ? ofName : [.. ofName, .. ForTenant(tenant)];
    }

    /// <summary>What is wrong with the name of a tenant.</summary>
    public static IReadOnlyList<FieldError> ForTenant(string tenant) => DnsName.IsLabel(tenant) ? [] : [ClusterFields.Invalid(ClusterFields.Tenant, tenant, LabelRule)];

    private static IEnumerable<FieldError> Missing(string? value, string field, string what) =>
        string.IsNullOrEmpty(value) ? [ClusterFields.Required(field, what)] : [];

    private static IEnumerable<FieldError> Missing(IReadOnlyList<string>? value, string field, string what) =>
        value is null or [] ? [ClusterFields.Required(field, what)] : [];

    private static IEnumerable<FieldError> Version(string? version) => string.IsNullOrEmpty(version) || KubernetesVersion.TryParse(version) is not null
        ? []
        : [ClusterFields.Invalid(ClusterFields.Version, version, "must be a version such as 1.30.2 or v1.30.2")];

    private static IEnumerable<FieldError> Subnetworks(ClusterDesired desired) =>
        desired is { PodSubnets: { Count: > 0 } pods, ServiceSubnets: { Count: > 0 } services }
            ? Subnets.Validate(pods, ClusterFields.PodSubnet, services, ClusterFields.ServiceSubnet)
            : [];

    private static IEnumerable<FieldError> Addon(ClusterAddon? addon, string nameField, string versionField, string manifestField)
    {
        if (addon is null)
        {
            yield break;
        }

        if (addon.Manifest is { Length: > 0 } manifest)
        {
            if (!Path.IsPathFullyQualified(manifest) && !(Uri.TryCreate(manifest, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps))
            {
                yield return ClusterFields.Invalid(manifestField, manifest, "must be an https URL or an absolute path");
            }
        }
        else if (addon.Name.Length == 0)
        {
            yield return ClusterFields.Required(nameField, "a name, or the URL of a manifest");
        }
        else if (addon.Version.Length == 0)
        {
            yield return ClusterFields.Required(versionField, $"the version of {addon.Name}");
        }

        if (addon.Version.Length > 0 && !AddonVersion().IsMatch(addon.Version))
        {
            yield return ClusterFields.Invalid(versionField, addon.Version, "must be a version: letters, digits, dots, dashes and plus signs");
        }
    }

    private static IEnumerable<FieldError> Registry(ClusterRegistrySettings? registry, bool hasPassword)
    {
        if (registry is not { Customised: true })
        {
            yield break; // whatever else is said of it is not meant
        }

        if (!RegistryHost().IsMatch(registry.Name))
        {
            yield return registry.Name.Length == 0
                ? ClusterFields.Required(ClusterFields.RegistryName, "the registry's name, such as registry.example.com:5000")
                : ClusterFields.Invalid(ClusterFields.RegistryName, registry.Name, "must be a host name, with a port if it has one of its own");
        }

        foreach (var endpoint in registry.Endpoints.Where(endpoint => !IsHttp(endpoint)))
        {
            yield return ClusterFields.Invalid(ClusterFields.RegistryEndpoints, endpoint, "must be an http or https URL without user and password");
        }

        foreach (var path in registry.CertificateFiles.Where(path => !Path.IsPathFullyQualified(path) || Path.GetFullPath(path) != path))
        {
            yield return ClusterFields.Invalid(ClusterFields.RegistryCertificates, path, "must be an absolute path without .. in it");
        }

        if (registry.Authenticates && registry.Username.Length == 0)
        {
            yield return ClusterFields.Required(ClusterFields.RegistryUser, "the registry wants one: isAuthRequired is true");
        }

        if (registry.Authenticates && !hasPassword)
        {
            yield return ClusterFields.Required(ClusterFields.RegistryPassword, "the registry wants one: isAuthRequired is true");
        }
    }

    private static bool IsHttp(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) && uri.UserInfo.Length == 0;

    private static bool IsCertificateName(string name) =>
        IPAddress.TryParse(name, out _) || DnsName.IsHost((name.StartsWith("*.", StringComparison.Ordinal) ? name[2..] : name).ToLowerInvariant());

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]{0,252}(:[0-9]{1,5})?\z", RegexOptions.IgnoreCase)]
    private static partial Regex RegistryHost();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,127}\z")]
    private static partial Regex ArgumentName();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9.+_-]{0,63}\z")]
    private static partial Regex AddonVersion();
}
