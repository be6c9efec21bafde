namespace Reeve;

/// <summary>One thing wrong with one field of an object, in the words of the Kubernetes API's own validation.</summary>
/// <remarks>Source: <c>k8s.io/apimachinery/pkg/util/validation/field</c>. Immutable.</remarks>
public sealed record FieldError
{
    /// <summary>The path of the field, e.g. <c>spec.containers[0].name</c>.</summary>
    public required string Field { get; init; }

    /// <summary>What is wrong, e.g. <c>Required value</c> or <c>Invalid value: "x": must be …</c>.</summary>
    public required string Message { get; init; }

    /// <summary>
    /// The pod feature that the field asks for, where the error is that the provider lacks it. Such an error can be made an
    /// event instead of a refusal by configuration.
    /// </summary>
    public Workloads.PodFeature Feature { get; init; }

    /// <summary>The reason in the status of a pod that is refused for it, where Kubernetes has one of its own, e.g. <c>SysctlForbidden</c>.</summary>
    public string? Reason { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Field}: {Message}";
}
