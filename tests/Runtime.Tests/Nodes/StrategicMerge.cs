using System.Text.Json.Nodes;

namespace Reeve.Runtime.Tests.Nodes;

/// <summary>Merges a patch as the API server does for nodes: conditions and addresses by their type, everything else as RFC 7396 says.</summary>
internal static class StrategicMerge
{
    private static readonly string[] MergedByType = ["conditions", "addresses"];

    public static void Apply(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch.ToList())
        {
            switch (value)
            {
                case null:
                    target.Remove(name);
                    break;
                case JsonObject inner:
                    Apply(target[name] as JsonObject ?? (JsonObject)(target[name] = new JsonObject()), inner);
                    break;
                case JsonArray items when MergedByType.Contains(name):
                    target[name] = MergeByType(target[name] as JsonArray ?? [], items);
                    break;
                default:
                    target[name] = value.DeepClone();
                    break;
            }
        }
    }

    private static JsonArray MergeByType(JsonArray target, JsonArray patch)
    {
        var replace = patch.Any(item => (string?)item!["$patch"] == "replace");
        var merged = replace ? [] : target.Select(item => item!.DeepClone()).ToList();
        foreach (var item in patch.Where(item => item!["$patch"] is null))
        {
            var at = replace ? -1 : merged.FindIndex(other => (string?)other["type"] == (string?)item!["type"]);
            if (at < 0)
            {
                merged.Add(item!.DeepClone());
            }
            else
            {
                merged[at] = item!.DeepClone();
            }
        }

        return [.. merged];
    }
}
