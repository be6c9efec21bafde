using System.Text.Json.Nodes;

namespace Reeve.Runtime.Clusters.Workloads;

/// <summary>The ConfigMap in which a pod without a controller is kept while it is stopped.</summary>
internal static class StoppedPodMap
{
    private const string Key = "pod.json";

    public static JsonObject New(JsonObject pod) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new JsonObject
        {
            ["name"] = WorkloadMarks.ConfigMapOf(pod["metadata"]!["uid"]!.GetValue<string>()),
            ["labels"] = new JsonObject { [WorkloadMarks.Stopped] = "pod" },
        },
        ["data"] = new JsonObject { [Key] = PodManifest.Of(pod).ToJsonString() },
    };

    public static JsonObject ManifestOf(JsonObject map) => JsonNode.Parse(map["data"]![Key]!.GetValue<string>())!.AsObject();
}
