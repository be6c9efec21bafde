using System.Text.Json.Nodes;

namespace Reeve.EndToEnd.Nodes;

/// <summary>Reads objects of the API by path.</summary>
internal static class Json
{
    /// <summary>The value at a path such as <c>status.phase</c> or <c>spec.containers.0.name</c>, as text; null if there is none.</summary>
    public static string? Text(this JsonNode? node, string path) => node.At(path)?.ToString();

    /// <summary>The node at a path; null if there is none.</summary>
    public static JsonNode? At(this JsonNode? node, string path)
    {
        foreach (var part in path.Split('.'))
        {
            node = node switch
            {
                JsonArray array => int.Parse(part) < array.Count ? array[int.Parse(part)] : null,
                JsonObject value => value[part],
                _ => null,
            };
        }

        return node;
    }

    /// <summary>The status of a condition; null if there is none.</summary>
    public static string? Condition(this JsonNode? node, string type) =>
        node.At("status.conditions")?.AsArray().FirstOrDefault(condition => condition.Text("type") == type).Text("status");

    /// <summary>The object's name.</summary>
    public static string Name(this JsonNode? node) => node.Text("metadata.name")!;

    /// <summary>Whether a pod runs and is ready, and not being deleted.</summary>
    public static bool IsReady(this JsonNode? pod) =>
        pod.Text("status.phase") == "Running" && pod.Condition("Ready") == "True" && pod.Text("metadata.deletionTimestamp") is null;
}
