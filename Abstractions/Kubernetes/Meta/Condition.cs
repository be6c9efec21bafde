namespace Reeve.Kubernetes;

/// <summary>A standard condition of a resource.</summary>
public sealed record Condition : KubernetesRecord
{
    /// <summary>Name of the condition.</summary>
    public string Type { get; init => field = value ?? ""; } = "";

    /// <summary>One of <see cref="ConditionStatuses"/>.</summary>
    public string Status { get; init => field = value ?? ""; } = "";

    /// <summary>Generation of the object the condition speaks of.</summary>
    public long? ObservedGeneration { get; init; }

    /// <summary>When the status last changed.</summary>
    public Time? LastTransitionTime { get; init; }

    /// <summary>Machine-readable cause in CamelCase.</summary>
    public string Reason { get; init => field = value ?? ""; } = "";

    /// <summary>Human-readable detail.</summary>
    public string Message { get; init => field = value ?? ""; } = "";
}
