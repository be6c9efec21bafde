using Reeve.Runtime.Clusters;

namespace Reeve.Host.Reach;

/// <summary>What a cluster's condition says of the way to it. Pure.</summary>
internal static class ReachConditions
{
    /// <summary>The condition as it is now.</summary>
    /// <param name="reach">What is wanted.</param>
    /// <param name="proxy">The proxy that it concerns; null if there is none.</param>
    /// <param name="route">What is wrong with routes and listeners; null for nothing.</param>
    /// <param name="name">What is wrong with the name in DNS; null for nothing.</param>
    /// <param name="before">What it said until now; null for nothing.</param>
    public static ClusterConditionState Of(ClusterReach reach, string? proxy, string? route, string? name, ClusterConditionState? before)
    {
        if (route is not null || name is not null)
        {
            var reason = proxy is null ? "NoProxy" : route is not null ? "RouteFailed" : "NameFailed";
            var texts = new[] { route, name }.OfType<string>();
            return Timed(State(false, reason, string.Join(" ", texts.Select(static text => text.EndsWith('.') ? text : $"{text}.")), "Error"), before);
        }

        if (reach.Ports is not null)
        {
            return Timed(State(true, "InPlace", reach.Name.Length > 0 ? $"{reach.Name} leads to it by the proxy {proxy}." : $"The proxy {proxy} leads to it.", ""), before);
        }

        // What is there stays while the cluster is not ready.
        return before is { Status: true } ? before : Timed(State(null, "ClusterNotReady", "The way to it is made once it is ready.", ""), before);
    }

    private static ClusterConditionState State(bool? status, string reason, string message, string severity) =>
        new() { Type = ClusterEdges.Condition, Status = status, Reason = reason, Message = message, Severity = severity };

    // The time is the runtime's; without it, what says the same is the same.
    private static ClusterConditionState Timed(ClusterConditionState state, ClusterConditionState? before) =>
        before is not null && state with { LastTransitionTime = before.LastTransitionTime } == before ? before : state;
}
