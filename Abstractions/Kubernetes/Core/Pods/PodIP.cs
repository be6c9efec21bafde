namespace Reeve.Kubernetes;

/// <summary>An IP address of a pod.</summary>
public sealed record PodIP : KubernetesRecord
{
    /// <summary>IP address.</summary>
    public string Ip { get; init => field = value ?? ""; } = "";
}
