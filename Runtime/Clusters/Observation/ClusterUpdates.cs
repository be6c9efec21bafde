using Reeve.Clusters;
using Reeve.Runtime.Clusters.State;
using Reeve.Runtime.Operations;

namespace Reeve.Runtime.Clusters.Observation;

/// <summary>What a document says after something was seen, or an operation has ended. Without effects.</summary>
internal static class ClusterUpdates
{
    /// <summary>After a look at a cluster while no operation changes it.</summary>
    /// <param name="document">What was known.</param>
    /// <param name="type">By whose eyes.</param>
    /// <param name="observation">What was seen.</param>
    /// <param name="findings">What reconcilers say.</param>
    /// <param name="now">The time.</param>
    public static ClusterDocument Seen(
        ClusterDocument document, string type, ClusterObservation observation, IEnumerable<ClusterConditionState> findings, DateTimeOffset now)
    {
        var next = document;
        if (observation.Exists && !document.Installed && !document.Released && !IsLeftover(document))
        {
            // Made by somebody else.
            var version = observation.Version;
            next = next with
            {
                Type = type,
                Installed = true,
                Adopted = true,
                Lost = false,
                Goal = new ClusterGoal { Desired = new ClusterDesired { Type = type, Version = version } },
            };
        }
        else if (!observation.Exists && document.Installed)
        {
            // Removed by somebody else.
            next = next with { Installed = false, Adopted = false, Lost = true };
        }

        return Refreshed(next, observation, findings, now);
    }

    /// <summary>What was seen while an operation changes the cluster says nothing of whether it is there.</summary>
    public static ClusterDocument Refreshed(
        ClusterDocument document, ClusterObservation observation, IEnumerable<ClusterConditionState> findings, DateTimeOffset now)
    {
        var next = observation.Exists
            ? document with
            {
                KubernetesVersion = observation.Version ?? document.KubernetesVersion,
                CniVersion = observation.Components.GetValueOrDefault("cni") ?? document.CniVersion,
                CsiVersion = observation.Components.GetValueOrDefault("csi") ?? document.CsiVersion,
                RuntimeVersion = observation.Components.GetValueOrDefault("runtime") ?? document.RuntimeVersion,
                BrokenSince = ConditionRules.IsReady(observation) ? null : document.BrokenSince ?? now,
            }
            : document with { KubernetesVersion = "", CniVersion = "", CsiVersion = "", RuntimeVersion = "", BrokenSince = null };
        return WithConditions(next, ConditionRules.Next(next, observation, findings, now));
    }

    /// <summary>After an operation has ended.</summary>
    public static ClusterDocument Settled(ClusterDocument document, Operation operation, IEnumerable<ClusterConditionState> findings, DateTimeOffset now)
    {
        var succeeded = operation.State is OperationState.Done;
        var result = new ClusterOperationResult
        {
            OperationId = operation.Id,
            Succeeded = succeeded,
            State = operation.State,
            StartedAt = operation.StartedAt,
            EndedAt = operation.EndedAt ?? now,
            Version = operation.Version,
            Error = operation.Error,
        };
        var goal = OperationGoals.Of(operation);
        var next = (operation.Intent, succeeded) switch
        {
            (ClusterIntent.Create, _) => document with
            {
                Type = operation.Provisioner, Goal = goal, Installed = succeeded, Adopted = false, Lost = false, Released = false, LastInstall = result,
            },
            (ClusterIntent.Release, true) => document with { Installed = false, Adopted = false, Lost = false, Released = true, BrokenSince = null },
            (ClusterIntent.Adopt, true) => document with { Goal = goal, Installed = true, Adopted = false, Lost = false, Released = false },
            (ClusterIntent.Upgrade, _) => document with { Goal = succeeded ? goal : document.Goal, LastUpgrade = result },
            (ClusterIntent.Change or ClusterIntent.SetWorkloads, _) => document with { Goal = succeeded ? goal : document.Goal, LastPatch = result },
            (ClusterIntent.RenewCertificates, _) => document with { LastCertificateReset = result },
            (ClusterIntent.Delete, true) => document with
            {
                Goal = null, Installed = false, Adopted = false, Lost = false, Released = false, BrokenSince = null, LastReset = result,
                KubernetesVersion = "", CniVersion = "", CsiVersion = "", RuntimeVersion = "",
            },
            (ClusterIntent.Delete, false) => document with { LastReset = result },
            _ => document,
        };
        // What was not ready while the operation went on has the usual time from its end on.
        next = next with { Settled = operation.Id, BrokenSince = next.BrokenSince is null ? null : now };
        return WithConditions(next, ConditionRules.Next(next, operation.Intent is ClusterIntent.Delete && succeeded ? Nothing : null, findings, now));
    }

    /// <summary>After somebody who keeps a part of the cluster has said something of it, or with null nothing any more.</summary>
    public static ClusterDocument Told(ClusterDocument document, string type, ClusterConditionState? finding, DateTimeOffset now) =>
        WithConditions(document, ConditionRules.With(document.Conditions, type, finding, now));

    private static ClusterObservation Nothing { get; } = new() { Exists = false };

    // What a failed installation could not take back is no cluster of somebody else's.
    private static bool IsLeftover(ClusterDocument document) => document.LastInstall is { Succeeded: false } && !document.Lost && document.Goal is not null;

    // Records compare lists by reference: the same conditions stay the same list, so that nothing is written where nothing has changed.
    private static ClusterDocument WithConditions(ClusterDocument document, IReadOnlyList<ClusterConditionState> conditions) =>
        document.Conditions.SequenceEqual(conditions) ? document : document with { Conditions = conditions };
}
