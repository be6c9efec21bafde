using System.Text.Json.Nodes;

namespace Reeve.Runtime.Clusters.Workloads;

/// <summary>The quota that keeps pods from being made in a namespace. It works by itself, also while the agent is away.</summary>
internal static class WorkloadQuota
{
    public static JsonObject New() => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ResourceQuota",
        ["metadata"] = new JsonObject
        {
            ["name"] = WorkloadMarks.Quota,
            ["labels"] = new JsonObject { [WorkloadMarks.Stopped] = "quota" },
        },
        ["spec"] = new JsonObject { ["hard"] = new JsonObject { ["pods"] = "0" } },
    };
}
