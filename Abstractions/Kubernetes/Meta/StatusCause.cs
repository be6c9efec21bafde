namespace Reeve.Kubernetes;

/// <summary>One cause of a failed request.</summary>
public sealed record StatusCause : KubernetesRecord
{
    /// <summary>Machine-readable cause; one of <see cref="StatusCauseReasons"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>Human-readable cause.</summary>
    public string? Message { get; init; }

    /// <summary>Path of the field, such as <c>spec.containers[0].name</c>.</summary>
    public string? Field { get; init; }
}
