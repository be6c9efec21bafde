namespace Reeve.Kubernetes;

/// <summary>Restriction of an action by labels.</summary>
public sealed record LabelSelectorAttributes : KubernetesRecord
{
    /// <summary>Selector as text.</summary>
    public string? RawSelector { get; init; }

    /// <summary>Selector as requirements.</summary>
    public IReadOnlyList<LabelSelectorRequirement> Requirements { get; init => field = value ?? []; } = [];
}
