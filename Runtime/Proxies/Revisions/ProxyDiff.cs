using System.Text.Json;
using System.Text.Json.Nodes;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Runtime.Proxies.Revisions;

/// <summary>Compares documents by the names of their objects.</summary>
public static class ProxyDiff
{
    private const string Hidden = "\"(hidden)\"";

    /// <summary>What has to happen to the first for it to become the second; empty exactly if they say the same.</summary>
    /// <param name="before">The first; null for nothing.</param>
    /// <param name="after">The second.</param>
    public static IReadOnlyList<ProxyChange> Between(ProxySpec? before, ProxySpec after)
    {
        ArgumentNullException.ThrowIfNull(after);
        var (old, next) = (Node(before ?? new ProxySpec()), Node(after));
        List<ProxyChange> changes = [];
        foreach (var list in new[] { "listeners", "upstreams", "routes", "certificates" })
        {
            Compare(list, Items(old, list), Items(next, list), changes);
        }

        return changes;
    }

    private static JsonObject Node(ProxySpec spec) => JsonSerializer.SerializeToNode(spec, ProxyJson.Default.ProxySpec)!.AsObject();

    private static List<(string Name, JsonObject Item)> Items(JsonObject spec, string list)
    {
        List<(string Name, JsonObject Item)> items = [];
        foreach (var item in spec[list]!.AsArray().Select(item => item!.AsObject()))
        {
            var name = item["name"]?.GetValue<string>() ?? string.Join(',', item["serverNames"]!.AsArray().Select(server => server!.GetValue<string>()).DefaultIfEmpty("default"));

            // A document that is not valid may have a name twice.
            var earlier = items.Count(other => other.Name == name || other.Name.StartsWith($"{name}#", StringComparison.Ordinal));
            items.Add((earlier == 0 ? name : $"{name}#{earlier + 1}", item));
        }

        return items;
    }

    private static void Compare(string list, List<(string Name, JsonObject Item)> before, List<(string Name, JsonObject Item)> after, List<ProxyChange> changes)
    {
        var (old, next) = (before.ToDictionary(pair => pair.Name, pair => pair.Item), after.ToDictionary(pair => pair.Name, pair => pair.Item));
        changes.AddRange(before.Where(pair => !next.ContainsKey(pair.Name)).Select(pair => new ProxyChange
        {
            Kind = ProxyChangeKind.Removed, Path = $"{list}/{pair.Name}", Before = Text(pair.Item),
        }));
        foreach (var (name, item) in after)
        {
            if (!old.TryGetValue(name, out var former))
            {
                changes.Add(new ProxyChange { Kind = ProxyChangeKind.Added, Path = $"{list}/{name}", After = Text(item) });
                continue;
            }

            var fields = former.Select(field => field.Key).Union(item.Select(field => field.Key));
            changes.AddRange(fields.Where(field => !JsonNode.DeepEquals(former[field], item[field])).Select(field => new ProxyChange
            {
                Kind = ProxyChangeKind.Changed, Path = $"{list}/{name}.{field}", Before = Text(former[field], field), After = Text(item[field], field),
            }));
        }

        string[] Common(List<(string Name, JsonObject Item)> items) => [.. items.Select(pair => pair.Name).Where(name => old.ContainsKey(name) && next.ContainsKey(name))];
        if (Common(before) is var one && Common(after) is var other && !one.SequenceEqual(other))
        {
            changes.Add(new ProxyChange { Kind = ProxyChangeKind.Reordered, Path = list, Before = string.Join(", ", one), After = string.Join(", ", other) });
        }
    }

    private static string? Text(JsonNode? node, string field = "")
    {
        if (node is null || field == "key")
        {
            return node is null ? null : Hidden;
        }

        if (node is JsonObject item && item.ContainsKey("key"))
        {
            node = item.DeepClone();
            node["key"] = "(hidden)";
        }

        return node.ToJsonString();
    }
}
