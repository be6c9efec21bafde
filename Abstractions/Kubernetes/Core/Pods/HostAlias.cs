namespace Reeve.Kubernetes;

/// <summary>Host names of an address, for the hosts file.</summary>
public sealed record HostAlias : KubernetesRecord
{
    /// <summary>IP address.</summary>
    public string Ip { get; init => field = value ?? ""; } = "";

    /// <summary>Host names of the address.</summary>
    public IReadOnlyList<string> Hostnames { get; init => field = value ?? []; } = [];
}
