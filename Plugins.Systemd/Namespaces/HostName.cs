using Reeve.Kubernetes;

namespace Reeve.Plugins.Systemd.Namespaces;

/// <summary>The names of a pod, by the kubelet's rules. Immutable.</summary>
internal sealed record HostName
{
    private const int MostOfLabel = 63;
    private const int MostOfKernel = 64;

    /// <summary>The first label: <c>hostname</c>, or the pod's name.</summary>
    public required string Short { get; init; }

    /// <summary>With the pod's subdomain, namespace and the cluster's domain; null without a subdomain.</summary>
    public string? Full { get; init; }

    /// <summary>What <c>uname</c> says in the pod.</summary>
    public required string Kernel { get; init; }

    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: longer than the kernel takes.</exception>
    public static HostName Of(Pod pod, string clusterDomain)
    {
        var spec = pod.Spec;
        if (spec.HostnameOverride is { Length: > 0 } written)
        {
            return new HostName { Short = written, Kernel = written };
        }

        var label = spec.Hostname is { Length: > 0 } hostname ? hostname : pod.Metadata.Name ?? "";
        label = label.Length <= MostOfLabel ? label : label[..MostOfLabel].TrimEnd('-', '.');
        var full = spec.Subdomain is { Length: > 0 } subdomain ? $"{label}.{subdomain}.{pod.Metadata.Namespace}.svc.{clusterDomain}" : null;
        var kernel = spec.SetHostnameAsFQDN == true && full is not null ? full : label;
        return kernel.Length <= MostOfKernel
            ? new HostName { Short = label, Full = full, Kernel = kernel }
            : throw new ProviderException(ErrorReason.Invalid, $"The pod's full name {kernel} is longer than the {MostOfKernel} characters that a host name may have (setHostnameAsFQDN).");
    }
}
