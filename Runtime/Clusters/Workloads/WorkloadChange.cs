using System.Text.Json.Nodes;

namespace Reeve.Runtime.Clusters.Workloads;

/// <summary>Two merge patches: one stops an object, the other gives it back what it had.</summary>
internal sealed record WorkloadChange(JsonObject Stop, JsonObject Start)
{
    public static WorkloadChange OfSpec(string field, JsonNode stopped, JsonNode running) => new(
        new JsonObject { ["spec"] = new JsonObject { [field] = stopped } },
        new JsonObject { ["spec"] = new JsonObject { [field] = running } });
}
