using System.Text.Json.Nodes;

namespace Reeve.Plugins.Kubeadm.Steps.Addons;

/// <summary>Whether objects do what they are for.</summary>
internal static class ObjectReadiness
{
    /// <summary>Requires that a CustomResourceDefinition is served; others need nothing.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Transient"/>: not yet.</exception>
    public static async Task RequireEstablishedAsync(JsonObject one, ObjectClient client, CancellationToken cancellationToken)
    {
        if ((string?)one["kind"] == "CustomResourceDefinition" && !HasCondition(await client.FindAsync(one, cancellationToken), "Established"))
        {
            throw new ProviderException(ErrorReason.Transient, $"{one["metadata"]!["name"]} is not served yet.");
        }
    }

    /// <summary>Requires that all workloads among objects run, where there is a node for them.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Transient"/>: not yet.</exception>
    public static async Task RequireReadyAsync(IEnumerable<JsonObject> objects, ObjectClient client, CancellationToken cancellationToken)
    {
        var workloads = objects.Where(one => (string?)one["kind"] is "DaemonSet" or "Deployment" or "StatefulSet").ToList();
        if (workloads.Count == 0 || (await client.FindAsync("/api/v1/nodes", cancellationToken))?["items"] is not JsonArray { Count: > 0 })
        {
            return;
        }

        foreach (var one in workloads)
        {
            if (await client.FindAsync(one, cancellationToken) is not { } found || WhyNot(found) is { Length: > 0 })
            {
                throw new ProviderException(ErrorReason.Transient, $"{one["kind"]} {one["metadata"]!["name"]} does not run whole yet.");
            }
        }
    }

    /// <summary>Why a workload does not run whole; empty if it does.</summary>
    public static string WhyNot(JsonObject workload)
    {
        var status = workload["status"];
        if (Number(status?["observedGeneration"]) < Number(workload["metadata"]?["generation"]))
        {
            return "it has not been looked at yet";
        }

        var (wanted, updated, available) = (string?)workload["kind"] == "DaemonSet"
            ? (Number(status?["desiredNumberScheduled"]), Number(status?["updatedNumberScheduled"]), Number(status?["numberAvailable"]))
            : (workload["spec"]?["replicas"] is { } replicas ? Number(replicas) : 1, Number(status?["updatedReplicas"]), Number(status?["availableReplicas"] ?? status?["readyReplicas"]));
        return updated >= wanted && available >= wanted ? "" : $"{available} of {wanted} are available, {updated} of them new";
    }

    private static bool HasCondition(JsonObject? one, string type) => (one?["status"]?["conditions"] as JsonArray ?? [])
        .OfType<JsonObject>().Any(condition => (string?)condition["type"] == type && (string?)condition["status"] == "True");

    private static long Number(JsonNode? node) => node is null ? 0 : (long)node;
}
