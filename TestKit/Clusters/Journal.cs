using System.Text.Json;
using Reeve.Clusters;
using Reeve.Runtime.Operations.Journal;

namespace Reeve.TestKit.Clusters;

/// <summary>Takes data through the runtime's journal, and compares it by what is written there.</summary>
internal static class Journal
{
    /// <summary>A step as a later process reads it.</summary>
    public static ClusterStep Copy(ClusterStep step) => JsonSerializer.Deserialize(TextOf(step), OperationJson.Default.ClusterStep)!;

    /// <summary>Data as a later process reads them.</summary>
    public static JsonElement Copy(JsonElement data)
    {
        using var document = JsonDocument.Parse(TextOf(data));
        return document.RootElement.Clone();
    }

    /// <summary>A step as it is written.</summary>
    public static string TextOf(ClusterStep step) =>
        JsonSerializer.Serialize(step with { Arguments = OperationJson.OrEmpty(step.Arguments) }, OperationJson.Default.ClusterStep);

    /// <summary>Data as they are written.</summary>
    public static string TextOf(JsonElement data) => OperationJson.OrEmpty(data).GetRawText();

    /// <summary>A plan as it is written.</summary>
    public static string TextOf(ClusterPlan plan) => string.Join(
        '\n', plan.Steps.Select(TextOf).Concat(plan.Warnings).Concat(plan.Costs.OrderBy(cost => cost.Key, StringComparer.Ordinal).Select(cost => $"{cost.Key} {cost.Value}")));

    /// <summary>What was seen, apart from what changes by itself.</summary>
    public static string TextOf(ClusterObservation seen) => string.Join(
        '\n',
        [
            $"exists {seen.Exists}, version {seen.Version}, ready {seen.ApiServerReady}, endpoint {seen.Endpoint}, {TextOf(seen.Provider)}",
            .. seen.Machines.Select(machine => $"{machine.Name} {machine.Role} {machine.Ready}"),
            .. seen.Components.OrderBy(part => part.Key, StringComparer.Ordinal).Select(part => $"{part.Key} {part.Value}"),
            .. seen.Conditions.Select(condition => $"{condition.Type} {condition.Status} {condition.Reason}"),
        ]);

    /// <summary>What a check found.</summary>
    public static string TextOf(StepCheck check) => $"done {check.Done}, ours {check.Ours}, {TextOf(check.Prior)}, {TextOf(check.Outputs)}";
}
