using System.Text.Json.Nodes;

namespace Reeve.Distributions.Addons;

/// <summary>Fits a network plugin's manifest to the pods' subnets, where it holds a default of its own.</summary>
public static class PodSubnetManifest
{
    private const string FlannelKey = "net-conf.json: |";

    /// <summary>
    /// flannel's manifest with the pods' subnets in its <c>net-conf.json</c>. Other manifests take them from the nodes, and are given back as they are.
    /// </summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="podSubnets">One subnet, or one of each address family.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: the manifest has a <c>net-conf.json</c> that is no JSON.</exception>
    public static string Fit(string manifest, IReadOnlyList<string> podSubnets)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(podSubnets);
        var lines = manifest.Split('\n');
        var key = Array.FindIndex(lines, line => line.TrimStart().StartsWith(FlannelKey, StringComparison.Ordinal));
        if (key < 0)
        {
            return manifest;
        }

        var indent = Indent(lines[key]);
        var end = Array.FindIndex(lines, key + 1, line => line.Trim().Length > 0 && Indent(line) <= indent);
        end = end < 0 ? lines.Length : end;
        var settings = Parse(string.Join('\n', lines[(key + 1)..end]));
        foreach (var subnet in podSubnets)
        {
            var isV6 = subnet.Contains(':', StringComparison.Ordinal);
            settings[isV6 ? "IPv6Network" : "Network"] = subnet;
            settings[isV6 ? "EnableIPv6" : "EnableIPv4"] = true;
        }

        if (podSubnets.All(subnet => subnet.Contains(':', StringComparison.Ordinal)))
        {
            settings.Remove("Network");
            settings["EnableIPv4"] = false;
        }

        var pad = new string(' ', indent + 2);
        return string.Join('\n', [.. lines[..(key + 1)], pad + settings.ToJsonString(), .. lines[end..]]);
    }

    private static int Indent(string line) => line.Length - line.TrimStart(' ').Length;

    private static JsonObject Parse(string text)
    {
        try
        {
            return (JsonObject)JsonNode.Parse(text)!;
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or InvalidCastException)
        {
            throw new ProviderException(ErrorReason.Invalid, $"The manifest's net-conf.json cannot be read: {e.Message}", e);
        }
    }
}
