namespace Reeve.Kubernetes;

/// <summary>Repels pods that do not tolerate it.</summary>
public sealed record Taint : KubernetesRecord
{
    /// <summary>Key.</summary>
    public string Key { get; init => field = value ?? ""; } = "";

    /// <summary>Value.</summary>
    public string? Value { get; init; }

    /// <summary>One of <see cref="TaintEffects"/>.</summary>
    public string Effect { get; init => field = value ?? ""; } = "";

    /// <summary>When the taint was added.</summary>
    public Time? TimeAdded { get; init; }
}
