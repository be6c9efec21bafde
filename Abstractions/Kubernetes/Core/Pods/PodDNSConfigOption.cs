namespace Reeve.Kubernetes;

/// <summary>One resolver option.</summary>
public sealed record PodDNSConfigOption : KubernetesRecord
{
    /// <summary>Name of the option.</summary>
    public string? Name { get; init; }

    /// <summary>Value, if it takes one.</summary>
    public string? Value { get; init; }
}
