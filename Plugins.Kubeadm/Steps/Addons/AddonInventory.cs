using System.Text.Json.Nodes;

namespace Reeve.Plugins.Kubeadm.Steps.Addons;

/// <summary>The ConfigMap in the cluster that says what an add-on consists of, so that a later version can take away what it no longer has.</summary>
internal static class AddonInventory
{
    public const string Namespace = "kube-system";
    public const string Label = "reeve.dev/addon";
    public const string SlotKey = "slot";
    public const string SourceKey = "source";
    public const string RevisionKey = "revision";
    private const string ObjectsKey = "objects";

    /// <summary>It, for an add-on.</summary>
    public static JsonObject Write(string slot, string source, string revision, IEnumerable<JsonObject> objects) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new JsonObject { ["name"] = $"reeve-addon-{slot}", ["namespace"] = Namespace, ["labels"] = new JsonObject { [Label] = slot } },
        ["data"] = new JsonObject
        {
            [SlotKey] = slot,
            [SourceKey] = source,
            [RevisionKey] = revision,
            [ObjectsKey] = new JsonArray([.. objects.Select(ObjectShape.Reference)]).ToJsonString(),
        },
    };

    /// <summary>The objects that it names.</summary>
    public static IReadOnlyList<JsonObject> Objects(JsonObject? inventory) =>
        inventory?["data"]?[ObjectsKey] is { } text ? [.. JsonNode.Parse((string)text!)!.AsArray().Select(one => (JsonObject)one!.DeepClone())] : [];
}
