namespace Reeve.Kubernetes;

/// <summary>A request or limit of a container.</summary>
public sealed record ResourceFieldSelector : KubernetesRecord
{
    /// <summary>Container; required in volumes.</summary>
    public string? ContainerName { get; init; }

    /// <summary>Such as <c>limits.cpu</c>.</summary>
    public string Resource { get; init => field = value ?? ""; } = "";

    /// <summary>Unit of the result; default 1.</summary>
    public Quantity? Divisor { get; init; }
}
