using System.Text.Json;
using Reeve.Runtime.Clusters.State;
using Reeve.Runtime.Operations;

namespace Reeve.Runtime.Clusters.Observation;

/// <summary>What an operation wants of its cluster, as its journal keeps it.</summary>
internal static class OperationGoals
{
    /// <summary>Null for a removal, and for operations that were begun past the manager.</summary>
    public static ClusterGoal? Of(Operation operation) =>
        operation.Context.ValueKind is JsonValueKind.Object && operation.Context.TryGetProperty("desired", out _)
            ? operation.Context.Deserialize(ClusterJson.Default.ClusterGoal)
            : null;

    public static JsonElement ContextOf(ClusterGoal goal) => JsonSerializer.SerializeToElement(goal, ClusterJson.Default.ClusterGoal);
}
