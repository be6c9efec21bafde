using Reeve.AspNetCore.Clusters.Wire;
using Reeve.Clusters;
using Reeve.Runtime.Operations;

namespace Reeve.Host.Rendering.Clusters;

/// <summary>Operations and their steps in words for people.</summary>
internal static class OperationWords
{
    /// <summary>What an operation does: <c>create cluster default</c>.</summary>
    public static string Purpose(OperationDocument operation) => $"{Verb(operation.Intent)} cluster {operation.Cluster}";

    /// <summary>What is done to a cluster.</summary>
    public static string Verb(string? intent) => intent switch
    {
        nameof(ClusterIntent.Create) => "create",
        nameof(ClusterIntent.Change) => "change",
        nameof(ClusterIntent.Upgrade) => "upgrade",
        nameof(ClusterIntent.Delete) => "delete",
        nameof(ClusterIntent.RenewCertificates) => "renew the certificates of",
        nameof(ClusterIntent.SetWorkloads) => "stop or start the workloads of",
        nameof(ClusterIntent.Release) => "release",
        nameof(ClusterIntent.Adopt) => "adopt",
        _ => intent?.ToLowerInvariant() ?? "change",
    };

    /// <summary>How far an operation is.</summary>
    public static string State(string? state) => state switch
    {
        nameof(OperationState.Running) => "running",
        nameof(OperationState.Undoing) => "being taken back",
        nameof(OperationState.Stuck) => "stuck",
        nameof(OperationState.Done) => "done",
        nameof(OperationState.Undone) => "taken back",
        nameof(OperationState.Abandoned) => "given up",
        _ => state?.ToLowerInvariant() ?? "",
    };

    /// <summary>How far a step is.</summary>
    public static string StepState(string? state) => state switch
    {
        nameof(Reeve.Runtime.Operations.StepState.Pending) => "waiting",
        nameof(Reeve.Runtime.Operations.StepState.Applying) => "running",
        nameof(Reeve.Runtime.Operations.StepState.Verifying) => "being verified",
        nameof(Reeve.Runtime.Operations.StepState.Done) => "done",
        nameof(Reeve.Runtime.Operations.StepState.AlreadyDone) => "so already",
        nameof(Reeve.Runtime.Operations.StepState.Failed) => "failed",
        nameof(Reeve.Runtime.Operations.StepState.Undoing) => "being taken back",
        nameof(Reeve.Runtime.Operations.StepState.Undone) => "taken back",
        _ => state?.ToLowerInvariant() ?? "",
    };

    /// <summary>Whether nothing more becomes of an operation by itself.</summary>
    public static bool IsOver(OperationDocument operation) =>
        operation.State is nameof(OperationState.Done) or nameof(OperationState.Undone) or nameof(OperationState.Abandoned) or nameof(OperationState.Stuck);
}
