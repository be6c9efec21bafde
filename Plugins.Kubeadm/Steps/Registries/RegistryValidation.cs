using Reeve.Clusters;
using Reeve.Distributions.Containerd;

namespace Reeve.Plugins.Kubeadm.Steps.Registries;

/// <summary>Checks settings of registries. Pure.</summary>
internal static class RegistryValidation
{
    /// <summary>Field errors; none where nothing was said about a registry.</summary>
    public static IEnumerable<FieldError> Validate(ClusterRegistry? host)
    {
        const string field = "spec.clusterRuntime.clusterCri";
        if (host is null)
        {
            yield break;
        }

        if (!IsHost(host.Name))
        {
            yield return Error($"{field}.privateRegistryFQDN", host.Name, "must be a host name with an optional port");
        }

        foreach (var endpoint in host.Endpoints.Where(endpoint => !IsEndpoint(endpoint)))
        {
            yield return Error($"{field}.privateRegistryEndpoints", endpoint, "must be an http or https URL without user, query and fragment");
        }

        foreach (var path in host.CertificateFiles.Where(path => !Path.IsPathFullyQualified(path)))
        {
            yield return Error($"{field}.certFiles", path, "must be an absolute path");
        }

        if (host.Username.Length > 0 != host.PasswordSecret.Length > 0)
        {
            yield return Error($"{field}.registryAuth", host.Username, "a user and the secret with the password come together");
        }

        if (host.Username.Contains(':', StringComparison.Ordinal))
        {
            yield return Error($"{field}.registryAuth", host.Username, "must not have a colon (RFC 7617)");
        }
    }

    private static bool IsHost(string name)
    {
        try
        {
            return RegistryHostFile.PathOf(new RegistryHost { Name = name }).Length > 0;
        }
        catch (ProviderException e) when (e.Reason is ErrorReason.Invalid)
        {
            return false;
        }
    }

    private static bool IsEndpoint(string endpoint) => Uri.TryCreate(endpoint, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) && uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0;

    private static FieldError Error(string field, string value, string why) => new() { Field = field, Message = $"Invalid value: \"{value}\": {why}" };
}
