using Reeve.Runtime.Clusters.State;
using Reeve.Runtime.Operations;

namespace Reeve.Runtime.Clusters.Observation;

/// <summary>Makes views of clusters.</summary>
internal sealed class ClusterViews(ClusterOptions options, TimeProvider time)
{
    public ClusterView Of(ClusterEntry entry)
    {
        var document = entry.Document;
        var active = entry.Active;
        var phase = ClusterPhases.Of(document, active, IsBroken(document));
        var desired = (active is null ? null : OperationGoals.Of(active)) ?? document.Goal;
        var workloadsStopped = document is { Installed: true, Goal.Desired.WorkloadsDisabled: true };
        return new ClusterView
        {
            Name = document.Name,
            Tenant = document.Tenant ?? "",
            Type = document.Type,
            Desired = desired?.Desired,
            Phase = phase,
            State = ClusterPhases.StateOf(phase, workloadsStopped),
            Description = Describe(document, active, phase, workloadsStopped),
            Conditions = ConditionRules.Shown(document.Conditions),
            KubernetesVersion = document.KubernetesVersion,
            CniVersion = document.CniVersion,
            CsiVersion = document.CsiVersion,
            RuntimeVersion = document.RuntimeVersion,
            WorkloadsStopped = workloadsStopped,
            Adopted = document.Adopted,
            Endpoint = entry.Observation?.Endpoint ?? "",
            Machines = entry.Observation?.Machines ?? [],
            Facts = entry.Observation?.Provider ?? default,
            Certificates = entry.Certificates,
            LastInstall = document.LastInstall,
            LastUpgrade = document.LastUpgrade,
            LastPatch = document.LastPatch,
            LastReset = document.LastReset,
            LastCertificateReset = document.LastCertificateReset,
            OperationId = active?.Id,
            ObservedAt = entry.ObservedAt,
        };
    }

    private bool IsBroken(ClusterDocument document) => document.BrokenSince is { } since && time.GetUtcNow() - since >= options.BrokenAfter;

    private static string Describe(ClusterDocument document, Operation? active, ClusterPhase phase, bool workloadsStopped) => (phase, active) switch
    {
        (_, { State: OperationState.Stuck } stuck) => $"Operation {stuck.Id} ({stuck.Title}) is stuck: {stuck.Error}",
        (_, { State: OperationState.Undoing } undone) => $"Operation {undone.Id} ({undone.Title}) is being taken back: {undone.Error}",
        (_, { } running) => $"Operation {running.Id} ({running.Title}) goes on",
        (ClusterPhase.Provisioned, _) when workloadsStopped => "Cluster is installed, and its workloads are stopped",
        (ClusterPhase.Provisioned, _) when document.BrokenSince is not null => "Cluster is installed and not ready",
        (ClusterPhase.Provisioned, _) => "Cluster is installed and available",
        (ClusterPhase.Released, _) => "Cluster was released: another agent may adopt it, or has",
        (ClusterPhase.Deleted, _) => "Cluster was removed",
        (ClusterPhase.NotInitialised, _) when document.Lost => "Cluster was removed by somebody else",
        (ClusterPhase.NotInitialised, _) => "There is no cluster",
        (ClusterPhase.Failed, _) when document is { Installed: true } => $"Cluster is not ready: {ConditionRules.WhyNotReady(document.Conditions)}",
        (ClusterPhase.Failed, _) when document.LastInstall is { Succeeded: false, Error: var error } => $"Installation failed: {error}",
        (ClusterPhase.Failed, _) => $"Removal failed: {document.LastReset?.Error}",
        _ => "",
    };
}
