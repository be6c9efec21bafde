using System.Text.Json.Nodes;

namespace Reeve.Runtime.Clusters.Freezing;

/// <summary>The object that is tried, and never made.</summary>
internal static class FreezeProbe
{
    public static JsonObject New() => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new JsonObject { ["name"] = FreezeRules.ObjectName },
    };
}
