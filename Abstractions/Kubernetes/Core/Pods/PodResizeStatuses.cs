namespace Reeve.Kubernetes;

/// <summary>Values of the deprecated <c>resize</c> field.</summary>
public static class PodResizeStatuses
{
    /// <summary>Asked for.</summary>
    public const string Proposed = "Proposed";

    /// <summary>Being carried out.</summary>
    public const string InProgress = "InProgress";

    /// <summary>Not possible now.</summary>
    public const string Deferred = "Deferred";

    /// <summary>Not possible on the node.</summary>
    public const string Infeasible = "Infeasible";
}
