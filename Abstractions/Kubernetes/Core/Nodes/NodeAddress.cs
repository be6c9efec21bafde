namespace Reeve.Kubernetes;

/// <summary>An address of a node.</summary>
public sealed record NodeAddress : KubernetesRecord
{
    /// <summary>One of <see cref="NodeAddressTypes"/>.</summary>
    public string Type { get; init => field = value ?? ""; } = "";

    /// <summary>Address or name.</summary>
    public string Address { get; init => field = value ?? ""; } = "";
}
