namespace Reeve.Kubernetes;

/// <summary>Restriction of an action by fields.</summary>
public sealed record FieldSelectorAttributes : KubernetesRecord
{
    /// <summary>Selector as text.</summary>
    public string? RawSelector { get; init; }

    /// <summary>Selector as requirements.</summary>
    public IReadOnlyList<FieldSelectorRequirement> Requirements { get; init => field = value ?? []; } = [];
}
