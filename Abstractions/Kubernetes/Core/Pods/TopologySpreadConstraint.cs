namespace Reeve.Kubernetes;

/// <summary>How matching pods spread over a topology.</summary>
public sealed record TopologySpreadConstraint : KubernetesRecord
{
    /// <summary>Largest allowed difference between domains.</summary>
    public int MaxSkew { get; init; }

    /// <summary>Node label whose values are the domains.</summary>
    public string TopologyKey { get; init => field = value ?? ""; } = "";

    /// <summary><c>DoNotSchedule</c> or <c>ScheduleAnyway</c>.</summary>
    public string WhenUnsatisfiable { get; init => field = value ?? ""; } = "";

    /// <summary>Pods that are counted.</summary>
    public LabelSelector? LabelSelector { get; init; }

    /// <summary>Fewest eligible domains.</summary>
    public int? MinDomains { get; init; }

    /// <summary><c>Honor</c> or <c>Ignore</c>.</summary>
    public string? NodeAffinityPolicy { get; init; }

    /// <summary><c>Honor</c> or <c>Ignore</c>.</summary>
    public string? NodeTaintsPolicy { get; init; }

    /// <summary>Label keys whose values are taken from the pod.</summary>
    public IReadOnlyList<string> MatchLabelKeys { get; init => field = value ?? []; } = [];
}
