namespace Reeve.Kubernetes;

/// <summary>Names any object.</summary>
public sealed record ObjectReference : KubernetesRecord
{
    /// <summary>Kind.</summary>
    public string? Kind { get; init; }

    /// <summary>Namespace.</summary>
    public string? Namespace { get; init; }

    /// <summary>Name.</summary>
    public string? Name { get; init; }

    /// <summary>UID.</summary>
    public string? Uid { get; init; }

    /// <summary>API version.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>Version of the object that is meant.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Part of the object, such as <c>spec.containers{name}</c>.</summary>
    public string? FieldPath { get; init; }
}
