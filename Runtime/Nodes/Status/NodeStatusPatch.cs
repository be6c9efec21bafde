using System.Text;
using System.Text.Json.Nodes;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes.Requests;

namespace Reeve.Runtime.Nodes.Status;

/// <summary>What has to be written so that a node's status in the API says what it should, and leaves alone what others wrote there.</summary>
internal static class NodeStatusPatch
{
    /// <summary>Whether the API says something else. Times of conditions do not count.</summary>
    /// <param name="stored">As the API has it.</param>
    /// <param name="wanted">As it should be.</param>
    public static bool IsNeeded(NodeStatus stored, NodeStatus wanted) =>
        wanted.Conditions.Any(condition => !stored.Conditions.Any(old =>
            old.Type == condition.Type && old.Status == condition.Status && old.Reason == condition.Reason && old.Message == condition.Message))
        || !Agree(stored.Capacity, wanted.Capacity)
        || !Agree(stored.Allocatable, wanted.Allocatable)
        || !KubernetesJson.DeepEquals(Comparable(stored), Comparable(wanted));

    /// <summary>A strategic merge: conditions by type, resources by name, addresses and images as a whole.</summary>
    /// <param name="stored">As the API has it.</param>
    /// <param name="wanted">As it should be, conditions with their times.</param>
    public static KubernetesPatch Create(NodeStatus stored, NodeStatus wanted)
    {
        var status = JsonObject.Create(KubernetesJson.SerializeToElement(wanted))!;
        Remove(status, "capacity", stored.Capacity, wanted.Capacity);
        Remove(status, "allocatable", stored.Allocatable, wanted.Allocatable);

        // Merging addresses by their type, as the API would, loses all but one of each type.
        if (status["addresses"] is JsonArray addresses)
        {
            addresses.Insert(0, new JsonObject { ["$patch"] = "replace" });
        }

        status["images"] ??= stored.Images.Count > 0 ? new JsonArray() : null;
        var body = new JsonObject { ["status"] = status };
        return KubernetesPatch.Strategic(Encoding.UTF8.GetBytes(body.ToJsonString()));
    }

    // A resource that the node no longer has goes; one that somebody else advertises (an extended one) stays.
    private static void Remove(
        JsonObject status, string field, IReadOnlyDictionary<string, Quantity> stored, IReadOnlyDictionary<string, Quantity> wanted)
    {
        foreach (var name in stored.Keys.Where(name => !wanted.ContainsKey(name) && IsStandard(name)))
        {
            (status[field] ??= new JsonObject())[name] = null;
        }
    }

    private static bool Agree(IReadOnlyDictionary<string, Quantity> stored, IReadOnlyDictionary<string, Quantity> wanted) =>
        wanted.All(pair => stored.TryGetValue(pair.Key, out var old) && old == pair.Value)
        && stored.Keys.All(name => wanted.ContainsKey(name) || !IsStandard(name));

    // Names without a domain are the API's own; the rest are extended resources.
    private static bool IsStandard(string name) => !name.Contains('/', StringComparison.Ordinal);

    // What the node alone writes, as a whole.
    private static NodeStatus Comparable(NodeStatus status) => new()
    {
        Addresses = status.Addresses,
        DaemonEndpoints = status.DaemonEndpoints,
        NodeInfo = status.NodeInfo,
        Images = status.Images,
    };
}
