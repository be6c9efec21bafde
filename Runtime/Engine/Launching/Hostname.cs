using Reeve.Kubernetes;

namespace Reeve.Runtime.Engine.Launching;

/// <summary>The host name of a pod: <c>spec.hostname</c>, or its name, cut as the kubelet cuts it.</summary>
internal static class Hostname
{
    private const int MaxLength = 63;

    public static string Of(Pod pod)
    {
        if (pod.Spec.HostnameOverride is { Length: > 0 } written)
        {
            return written;
        }

        if (pod.Spec.HostNetwork == true)
        {
            return Environment.MachineName;
        }

        var name = pod.Spec.Hostname is { Length: > 0 } hostname ? hostname : pod.Metadata.Name;
        return name.Length <= MaxLength ? name : name[..MaxLength].TrimEnd('-', '.');
    }
}
