namespace Reeve.Kubernetes;

/// <summary>State of a port.</summary>
public sealed record PortStatus : KubernetesRecord
{
    /// <summary>Port.</summary>
    public int Port { get; init; }

    /// <summary>One of <see cref="Protocols"/>.</summary>
    public string Protocol { get; init => field = value ?? ""; } = "";

    /// <summary>Problem in CamelCase.</summary>
    public string? Error { get; init; }
}
