using System.Text.Json.Nodes;

namespace Reeve.Runtime.Clusters.Workloads;

/// <summary>Makes of a pod that ran one that can be created again.</summary>
internal static class PodManifest
{
    private const string ServiceAccountPath = "/var/run/secrets/kubernetes.io/serviceaccount";
    private static readonly string[] ContainerLists = ["initContainers", "containers"];

    public static JsonObject Of(JsonObject pod)
    {
        var metadata = pod["metadata"]!.AsObject();
        var kept = new JsonObject();
        foreach (var field in new[] { "name", "namespace", "labels", "annotations", "ownerReferences", "finalizers" })
        {
            if (metadata[field] is { } value)
            {
                kept[field] = value.DeepClone();
            }
        }

        var spec = pod["spec"]!.DeepClone().AsObject();
        spec.Remove("nodeName"); // the scheduler chooses anew
        spec.Remove("ephemeralContainers");
        DropTokens(spec);
        return new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Pod", ["metadata"] = kept, ["spec"] = spec };
    }

    // The token's volume was put in by admission, which puts in a new one; the old one may name a Secret that an upgrade removes.
    private static void DropTokens(JsonObject spec)
    {
        var tokens = new HashSet<string>(StringComparer.Ordinal);
        foreach (var container in Containers(spec))
        {
            var mounts = container["volumeMounts"]?.AsArray();
            foreach (var mount in (mounts ?? []).Where(mount => mount?["mountPath"]?.GetValue<string>() == ServiceAccountPath).ToList())
            {
                tokens.Add(mount!["name"]!.GetValue<string>());
                mounts!.Remove(mount);
            }
        }

        var used = Containers(spec).SelectMany(container => container["volumeMounts"]?.AsArray() ?? []).Select(mount => mount?["name"]?.GetValue<string>()).ToHashSet();
        var volumes = spec["volumes"]?.AsArray();
        foreach (var volume in (volumes ?? []).Where(volume => volume?["name"]?.GetValue<string>() is { } name && tokens.Contains(name) && !used.Contains(name)).ToList())
        {
            volumes!.Remove(volume);
        }
    }

    private static IEnumerable<JsonObject> Containers(JsonObject spec) => ContainerLists
        .SelectMany(list => spec[list]?.AsArray() ?? []).Select(container => container!.AsObject());
}
