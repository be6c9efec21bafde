namespace Reeve.Kubernetes;

/// <summary>Health of one device.</summary>
public sealed record ResourceHealth : KubernetesRecord
{
    /// <summary>Identity of the device.</summary>
    public string ResourceID { get; init => field = value ?? ""; } = "";

    /// <summary><c>Healthy</c>, <c>Unhealthy</c> or <c>Unknown</c>.</summary>
    public string? Health { get; init; }

    /// <summary>Human-readable detail.</summary>
    public string? Message { get; init; }
}
