using System.Text.Json.Nodes;

namespace Reeve.Plugins.Systemd.Networks.Cni;

/// <summary>The network that is made when the site has configured none: a bridge of the node's own, with addresses of its range.</summary>
internal static class DefaultCniList
{
    private const string Version = "1.0.0";

    /// <param name="bridge">The name of the bridge, at most 15 characters.</param>
    /// <param name="ranges">The ranges of addresses, one for each family, such as <c>10.88.0.0/24</c>.</param>
    /// <param name="allocations">The directory in which given addresses are kept; in memory, for no pod outlives the machine's boot.</param>
    /// <param name="capabilities">What the pod wants: plugins that nobody needs are left out.</param>
    public static CniList Make(string bridge, IReadOnlyList<string> ranges, string allocations, JsonObject capabilities)
    {
        JsonArray plugins = [Bridge(bridge, ranges, allocations)];
        if (capabilities["portMappings"] is not null)
        {
            plugins.Add((JsonNode)new JsonObject { ["type"] = "portmap", ["snat"] = true, ["capabilities"] = new JsonObject { ["portMappings"] = true } });
        }

        if (capabilities["bandwidth"] is not null)
        {
            plugins.Add((JsonNode)new JsonObject { ["type"] = "bandwidth", ["capabilities"] = new JsonObject { ["bandwidth"] = true } });
        }

        return CniList.Parse(new JsonObject { ["cniVersion"] = Version, ["name"] = bridge, ["plugins"] = plugins }.ToJsonString());
    }

    private static JsonNode Bridge(string bridge, IReadOnlyList<string> ranges, string allocations) => new JsonObject
    {
        ["type"] = "bridge",
        ["bridge"] = bridge,
        ["isGateway"] = true,
        ["ipMasq"] = true,
        ["hairpinMode"] = true,
        ["ipam"] = new JsonObject
        {
            ["type"] = "host-local",
            ["dataDir"] = allocations,
            ["ranges"] = new JsonArray([.. ranges.Select(range => (JsonNode)new JsonArray(new JsonObject { ["subnet"] = range }))]),
            ["routes"] = new JsonArray([.. ranges.Select(range => (JsonNode)new JsonObject { ["dst"] = range.Contains(':', StringComparison.Ordinal) ? "::/0" : "0.0.0.0/0" })]),
        },
    };
}
