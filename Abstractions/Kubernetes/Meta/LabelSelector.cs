using System.Collections.ObjectModel;

namespace Reeve.Kubernetes;

/// <summary>Selects objects by labels; all requirements must hold.</summary>
public sealed record LabelSelector : KubernetesRecord
{
    /// <summary>Keys and the values they must have.</summary>
    public IReadOnlyDictionary<string, string> MatchLabels { get; init => field = value ?? ReadOnlyDictionary<string, string>.Empty; }
        = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Further requirements.</summary>
    public IReadOnlyList<LabelSelectorRequirement> MatchExpressions { get; init => field = value ?? []; } = [];
}
