namespace Reeve.Kubernetes;

/// <summary>An IP address of a node.</summary>
public sealed record HostIP : KubernetesRecord
{
    /// <summary>IP address.</summary>
    public string Ip { get; init => field = value ?? ""; } = "";
}
