using System.Collections.ObjectModel;

namespace Reeve.Kubernetes;

/// <summary>Nodes that know a runtime class.</summary>
public sealed record Scheduling : KubernetesRecord
{
    /// <summary>Labels of the nodes.</summary>
    public IReadOnlyDictionary<string, string> NodeSelector { get; init => field = value ?? ReadOnlyDictionary<string, string>.Empty; }
        = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Tolerations added to the pods.</summary>
    public IReadOnlyList<Toleration> Tolerations { get; init => field = value ?? []; } = [];
}
