using System.Text.Json;
using System.Text.Json.Nodes;

namespace Reeve.Distributions.Addons;

/// <summary>Fits a network plugin's objects to the pods' subnets, where they hold a default of their own. antrea takes them from the nodes.</summary>
/// <remarks>
/// Source: flannel's Documentation/configuration.md; https://docs.tigera.io/calico/latest/reference/configure-calico-node;
/// https://docs.cilium.io/en/stable/network/concepts/ipam/cluster-pool/.
/// </remarks>
public static class PodSubnetManifest
{
    private const string FlannelKey = "net-conf.json";

    /// <summary>Changes objects of known network plugins; others stay as they are.</summary>
    /// <param name="objects">The objects; they are changed.</param>
    /// <param name="podSubnets">One subnet, or one of each address family.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: a <c>net-conf.json</c> that is no JSON.</exception>
    public static void Fit(IEnumerable<JsonObject> objects, IReadOnlyList<string> podSubnets)
    {
        ArgumentNullException.ThrowIfNull(objects);
        ArgumentNullException.ThrowIfNull(podSubnets);
        var v4 = podSubnets.FirstOrDefault(subnet => !IsV6(subnet));
        var v6 = podSubnets.FirstOrDefault(IsV6);
        foreach (var one in objects.Where(_ => podSubnets.Count > 0))
        {
            switch ((string?)one["kind"], (string?)one["metadata"]?["name"])
            {
                case ("ConfigMap", _) when one["data"] is JsonObject data && data.ContainsKey(FlannelKey):
                    data[FlannelKey] = FitFlannel((string?)data[FlannelKey] ?? "{}", v4, v6);
                    break;
                case ("DaemonSet", "calico-node"):
                    FitCalico(one, v4, v6);
                    break;
                case ("ConfigMap", "cilium-config") when one["data"] is JsonObject data:
                    FitCilium(data, v4, v6);
                    break;
            }
        }
    }

    private static bool IsV6(string subnet) => subnet.Contains(':', StringComparison.Ordinal);

    private static string FitFlannel(string text, string? v4, string? v6)
    {
        JsonObject settings;
        try
        {
            settings = (JsonObject)JsonNode.Parse(text)!;
        }
        catch (Exception e) when (e is JsonException or InvalidCastException)
        {
            throw new ProviderException(ErrorReason.Invalid, $"The manifest's {FlannelKey} cannot be read: {e.Message}", e);
        }

        Set(settings, "Network", v4);
        Set(settings, "IPv6Network", v6);
        settings["EnableIPv4"] = v4 is not null;
        if (v6 is not null || settings.ContainsKey("EnableIPv6"))
        {
            settings["EnableIPv6"] = v6 is not null;
        }

        return settings.ToJsonString();
    }

    private static void FitCalico(JsonObject daemon, string? v4, string? v6)
    {
        var containers = daemon["spec"]?["template"]?["spec"]?["containers"] as JsonArray ?? [];
        foreach (var container in containers.OfType<JsonObject>().Where(container => (string?)container["name"] == "calico-node"))
        {
            var variables = container["env"] as JsonArray ?? [];
            container["env"] ??= variables;
            SetVariable(variables, "CALICO_IPV4POOL_CIDR", v4);
            SetVariable(variables, "CALICO_IPV6POOL_CIDR", v6);
            if (v6 is not null)
            {
                SetVariable(variables, "IP6", "autodetect");
                SetVariable(variables, "FELIX_IPV6SUPPORT", "true");
            }
        }
    }

    private static void FitCilium(JsonObject data, string? v4, string? v6)
    {
        if ((string?)data["ipam"] is "cluster-pool" or "cluster-pool-v2beta")
        {
            Set(data, "cluster-pool-ipv4-cidr", v4);
            Set(data, "cluster-pool-ipv6-cidr", v6);
        }

        data["enable-ipv4"] = v4 is null ? "false" : "true";
        data["enable-ipv6"] = v6 is null ? "false" : "true";
    }

    private static void Set(JsonObject settings, string name, string? value)
    {
        settings.Remove(name);
        if (value is not null)
        {
            settings[name] = value;
        }
    }

    private static void SetVariable(JsonArray variables, string name, string? value)
    {
        foreach (var old in variables.OfType<JsonObject>().Where(variable => (string?)variable["name"] == name).ToList())
        {
            variables.Remove(old);
        }

        if (value is not null)
        {
            variables.Add((JsonNode)new JsonObject { ["name"] = name, ["value"] = value });
        }
    }
}
