using Reeve.Clusters;
using Reeve.Runtime.Clusters.State;

namespace Reeve.Runtime.Clusters.Observation;

/// <summary>What is so of a cluster, with the times at which it became so.</summary>
internal static class ConditionRules
{
    public const string ClusterReady = "ClusterReady";
    public const string ControlPlaneReady = "ControlPlaneReady";
    public const string NodeReady = "NodeReady";
    public const string CniReady = "CniAddonReady";
    public const string PackageReady = "PackageReady";
    public const string UpgradeSuccess = "UpgradeSuccess";
    public const string DeleteSuccess = "DeleteSuccess";
    public const string InstallSuccess = "InstallSuccess";
    public const string CertificatesValid = "CertificatesValid";
    public const string WorkloadsStopped = "WorkloadsStopped";

    /// <summary>Those that reconcilers find, and others who keep something of a cluster.</summary>
    public static readonly IReadOnlyList<string> Found = [PackageReady, CertificatesValid, WorkloadsStopped, ClusterEdges.Condition];

    private static readonly string[] s_order =
        [ClusterReady, ControlPlaneReady, NodeReady, CniReady, PackageReady, UpgradeSuccess, DeleteSuccess, InstallSuccess];

    /// <summary>The conditions that follow from what is known; the time of one whose status stays is kept.</summary>
    public static IReadOnlyList<ClusterConditionState> Next(
        ClusterDocument document, ClusterObservation? observation, IEnumerable<ClusterConditionState> findings, DateTimeOffset now)
    {
        var before = document.Conditions.ToDictionary(condition => condition.Type, StringComparer.Ordinal);
        var next = new Dictionary<string, ClusterConditionState>(StringComparer.Ordinal);
        foreach (var condition in Readiness(document, observation).Concat(Own(observation)).Concat(Outcomes(document)).Concat(findings))
        {
            next[condition.Type] = Timed(condition, before.GetValueOrDefault(condition.Type), now);
        }

        return Shown(next.Values);
    }

    /// <summary>The conditions with another one of a type, or without it; the time of one whose status stays is kept.</summary>
    public static IReadOnlyList<ClusterConditionState> With(
        IReadOnlyList<ClusterConditionState> conditions, string type, ClusterConditionState? finding, DateTimeOffset now)
    {
        var others = conditions.Where(condition => condition.Type != type);
        return Shown(finding is null ? others : others.Append(Timed(finding, conditions.FirstOrDefault(condition => condition.Type == type), now)));
    }

    /// <summary>The conditions in their order; those that every cluster has are always there.</summary>
    public static IReadOnlyList<ClusterConditionState> Shown(IEnumerable<ClusterConditionState> conditions)
    {
        var list = conditions.ToList();
        var missing = new[] { ClusterReady, ControlPlaneReady, NodeReady }.Where(type => list.TrueForAll(condition => condition.Type != type));
        list.AddRange(missing.Select(type => new ClusterConditionState { Type = type, Status = false, Reason = "NotInitialised" }));
        return [.. list.OrderBy(condition => Array.IndexOf(s_order, condition.Type) is >= 0 and var place ? place : s_order.Length).ThenBy(condition => condition.Type, StringComparer.Ordinal)];
    }

    public static string WhyNotReady(IReadOnlyList<ClusterConditionState> conditions) =>
        conditions.FirstOrDefault(condition => condition is { Type: ControlPlaneReady or NodeReady, Status: not true }) is { } why ? why.Message : "";

    /// <summary>Whether everything that was seen is ready.</summary>
    public static bool IsReady(ClusterObservation observation) =>
        observation is { Exists: true, ApiServerReady: true } && observation.Machines.All(machine => machine.Ready);

    private static ClusterConditionState Timed(ClusterConditionState condition, ClusterConditionState? before, DateTimeOffset now) =>
        condition with { LastTransitionTime = before is not null && before.Status == condition.Status ? before.LastTransitionTime ?? now : now };

    private static IEnumerable<ClusterConditionState> Readiness(ClusterDocument document, ClusterObservation? observation)
    {
        if (observation is null)
        {
            // Not looked at: what was so is so until somebody looks.
            return document.Conditions.Where(condition => condition.Type is ClusterReady or ControlPlaneReady or NodeReady);
        }

        if (!observation.Exists)
        {
            var reason = document.Lost ? "DeletedExternally" : document.LastReset is { Succeeded: true } ? "Deleted" : "NotInitialised";
            var message = document.Lost ? "Somebody else has removed the cluster." : "";
            return [.. new[] { ClusterReady, ControlPlaneReady, NodeReady }.Select(type => State(type, false, reason, message, document.Lost ? "Error" : ""))];
        }

        var broken = observation.Machines.FirstOrDefault(machine => !machine.Ready);
        var nodes = observation.Machines.Count == 0
            ? State(NodeReady, observation.ApiServerReady ? false : null, "NoNode", "No node was seen.", "Error")
            : broken is not null ? State(NodeReady, false, "NodeNotReady", $"{broken.Name}: {broken.Fault ?? "not ready"}", "Error")
            : State(NodeReady, true, "NodeReady");
        var plane = observation.ApiServerReady ? State(ControlPlaneReady, true, "ApiServerReady") : State(ControlPlaneReady, false, "ApiServerNotReady", "The API server does not answer as ready.", "Error");
        var isReady = IsReady(observation);
        var cluster = State(
            ClusterReady,
            isReady,
            isReady ? document.Adopted ? "Adopted" : "Ready" : plane.Status == true ? nodes.Reason : plane.Reason,
            isReady ? "" : plane.Status == true ? nodes.Message : plane.Message,
            isReady ? "" : "Error");
        return [cluster, plane, nodes];
    }

    private static IEnumerable<ClusterConditionState> Own(ClusterObservation? observation) => (observation?.Conditions ?? [])
        .Where(condition => condition.Type is not (ClusterReady or ControlPlaneReady or NodeReady))
        .Select(condition => State(condition.Type, condition.Status, condition.Reason, condition.Message));

    private static IEnumerable<ClusterConditionState> Outcomes(ClusterDocument document)
    {
        (string Type, ClusterOperationResult? Result)[] all =
            [(UpgradeSuccess, document.LastUpgrade), (DeleteSuccess, document.LastReset), (InstallSuccess, document.LastInstall)];
        return all.Where(outcome => outcome.Result is not null)
            .Select(outcome => State(
                outcome.Type, outcome.Result!.Succeeded, outcome.Result.State.ToString(), outcome.Result.Error, outcome.Result.Succeeded ? "" : "Error"));
    }

    private static ClusterConditionState State(string type, bool? status, string reason, string message = "", string severity = "") =>
        new() { Type = type, Status = status, Reason = reason, Message = message, Severity = severity };
}
