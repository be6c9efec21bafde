namespace Reeve.Kubernetes;

/// <summary>What was last observed of a namespace.</summary>
public sealed record NamespaceStatus : KubernetesRecord
{
    /// <summary><c>Active</c> or <c>Terminating</c>.</summary>
    public string? Phase { get; init; }

    /// <summary>Conditions of the deletion.</summary>
    public IReadOnlyList<NamespaceCondition> Conditions { get; init => field = value ?? []; } = [];
}
