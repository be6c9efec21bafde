using System.Text.Json.Nodes;

namespace Reeve.Plugins.Kubeadm.Steps.Addons;

/// <summary>What of an object is its own, and what the server adds. Pure.</summary>
internal static class ObjectShape
{
    private static readonly string[] s_added = ["resourceVersion", "uid", "creationTimestamp", "generation", "managedFields", "selfLink", "deletionTimestamp", "deletionGracePeriodSeconds", "ownerReferences"];

    /// <summary>An object as it can be sent again.</summary>
    public static JsonObject Bare(JsonObject one)
    {
        var bare = (JsonObject)one.DeepClone();
        bare.Remove("status");
        foreach (var field in s_added)
        {
            bare["metadata"]!.AsObject().Remove(field);
        }

        return bare;
    }

    /// <summary>What names an object, and nothing else of it.</summary>
    public static JsonObject Reference(JsonObject one)
    {
        var metadata = new JsonObject { ["name"] = one["metadata"]!["name"]!.DeepClone() };
        if (one["metadata"]!["namespace"] is { } place)
        {
            metadata["namespace"] = place.DeepClone();
        }

        return new JsonObject { ["apiVersion"] = one["apiVersion"]!.DeepClone(), ["kind"] = one["kind"]!.DeepClone(), ["metadata"] = metadata };
    }

    /// <summary>Whether two stand for one object: versions of a kind are one.</summary>
    public static string Key(JsonObject one)
    {
        var version = (string)one["apiVersion"]!;
        var group = version.Contains('/', StringComparison.Ordinal) ? version[..version.IndexOf('/', StringComparison.Ordinal)] : "";
        return $"{group}/{one["kind"]}/{one["metadata"]!["namespace"]}/{one["metadata"]!["name"]}";
    }
}
