using System.Text.Json;
using Reeve.AspNetCore.Clusters.Wire;
using Reeve.Clusters;
using Reeve.Runtime.Clusters;

namespace Reeve.AspNetCore.Clusters.Mapping;

/// <summary>Clusters as documents.</summary>
internal static class ClusterDocuments
{
    /// <summary>A cluster as the API that knows one cluster shows it.</summary>
    public static ClusterDocument Of(ClusterView view) => new()
    {
        ApiVersion = ClusterDocument.Version,
        Kind = ClusterDocument.KindName,
        Spec = SpecForm.Of(view),
        Status = StatusOf(view),
    };

    /// <summary>A cluster as the API that knows several shows it.</summary>
    public static ClusterDocument Named(ClusterView view) => Of(view) with
    {
        Metadata = new MetadataDocument { Name = view.Name, Tenant = Stated(view.Tenant) },
        Status = StatusOf(view) with
        {
            Flavor = view.Desired?.Flavor is { } flavor ? new MadeFromDocument { Name = flavor.Name, Tenant = Stated(flavor.Tenant), Revision = flavor.Revision } : null,
            Endpoint = Stated(view.Endpoint),
            Machines = view.Machines.Count > 0 ? [.. view.Machines.Select(MachineOf)] : null,
            Resources = view.Facts.ValueKind is JsonValueKind.Object ? view.Facts : null,
        },
    };

    private static StatusDocument StatusOf(ClusterView view) => new()
    {
        KubernetesVersion = Stated(view.KubernetesVersion) is { } version ? $"v{version.TrimStart('v')}" : null,
        CniVersion = Stated(view.CniVersion),
        CsiVersion = Stated(view.CsiVersion),
        RuntimeVersion = Stated(view.RuntimeVersion),
        Phase = view.Phase.ToString(),
        Description = Stated(view.Description),
        Unschedulable = view.WorkloadsStopped ? true : null,
        Conditions = [.. view.Conditions.Select(ConditionOf)],
        OperationId = view.OperationId,
        LastInstall = OutcomeOf(view.LastInstall),
        LastUpgrade = OutcomeOf(view.LastUpgrade),
        LastReset = OutcomeOf(view.LastReset),
    };

    private static MachineDocument MachineOf(ClusterMachine machine) => new()
    {
        Name = machine.Name, Role = machine.Role, Id = machine.BackendId, Addresses = [.. machine.Addresses], Ready = machine.Ready, Fault = machine.Fault,
    };

    private static ConditionDocument ConditionOf(ClusterConditionState condition) => new()
    {
        Type = condition.Type,
        Status = condition.Status switch { true => "True", false => "False", null => "Unknown" },
        LastTransitionTime = WireTimes.Text(condition.LastTransitionTime),
        Reason = Stated(condition.Reason),
        Message = Stated(condition.Message),
        Severity = Stated(condition.Severity),
    };

    private static OutcomeDocument? OutcomeOf(ClusterOperationResult? result) => result is null ? null : new OutcomeDocument
    {
        OperationId = result.OperationId,
        Time = WireTimes.Text(result.EndedAt),
        Result = result.Succeeded ? "Succeeded" : "Failed",
        Message = Stated(result.Error),
    };

    private static string? Stated(string text) => text.Length > 0 ? text : null;
}
