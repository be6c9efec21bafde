using System.Text.Json;
using System.Text.Json.Nodes;

namespace Reeve.Runtime.Clusters.Workloads;

/// <summary>What is read of objects of any kind.</summary>
internal static class ObjectFields
{
    public static string NameOf(JsonObject item) => item["metadata"]!["name"]!.GetValue<string>();

    /// <summary>Empty for an object of the whole cluster.</summary>
    public static string NamespaceOf(JsonObject item) => item["metadata"]!["namespace"]?.GetValue<string>() ?? "";

    public static string UidOf(JsonObject item) => item["metadata"]!["uid"]!.GetValue<string>();

    public static bool IsTerminating(JsonObject ns) => ns["status"]?["phase"]?.GetValue<string>() == "Terminating";

    /// <summary>Whether a pod only shows one that its node runs by itself.</summary>
    public static bool IsMirror(JsonObject pod) => pod["metadata"]!["annotations"]?["kubernetes.io/config.mirror"] is not null;

    public static bool IsFinished(JsonObject pod) => pod["status"]?["phase"]?.GetValue<string>() is "Succeeded" or "Failed";

    public static JsonElement ElementOf(JsonObject node)
    {
        using var document = JsonDocument.Parse(node.ToJsonString());
        return document.RootElement.Clone();
    }
}
