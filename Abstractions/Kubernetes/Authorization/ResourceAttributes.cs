namespace Reeve.Kubernetes;

/// <summary>Action on a resource.</summary>
public sealed record ResourceAttributes : KubernetesRecord
{
    /// <summary>Namespace; null for all or for cluster-scoped ones.</summary>
    public string? Namespace { get; init; }

    /// <summary>Verb; <c>*</c> is all.</summary>
    public string? Verb { get; init; }

    /// <summary>API group; <c>*</c> is all.</summary>
    public string? Group { get; init; }

    /// <summary>API version; <c>*</c> is all.</summary>
    public string? Version { get; init; }

    /// <summary>Resource; <c>*</c> is all.</summary>
    public string? Resource { get; init; }

    /// <summary>Subresource.</summary>
    public string? Subresource { get; init; }

    /// <summary>Name; null is all.</summary>
    public string? Name { get; init; }

    /// <summary>Restriction by fields.</summary>
    public FieldSelectorAttributes? FieldSelector { get; init; }

    /// <summary>Restriction by labels.</summary>
    public LabelSelectorAttributes? LabelSelector { get; init; }
}
