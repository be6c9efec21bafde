using System.Net;
using System.Text.Json.Nodes;

namespace Reeve.Plugins.Systemd.Networks.Cni;

/// <summary>What a plugin answers.</summary>
internal static class CniResult
{
    /// <summary>The addresses inside the namespace, in the order of the result, without their prefix lengths.</summary>
    /// <exception cref="FormatException">An address is none.</exception>
    public static IReadOnlyList<string> AddressesOf(JsonNode? result)
    {
        if (result is not JsonObject || result["ips"] is not JsonArray ips)
        {
            return [];
        }

        var interfaces = result["interfaces"] as JsonArray;
        return [.. ips.OfType<JsonObject>().Where(ip => IsInside(ip, interfaces)).Select(AddressOf).Distinct()];
    }

    // An address without an interface is the container's; one of an interface without a sandbox the machine's.
    private static bool IsInside(JsonObject ip, JsonArray? interfaces) =>
        ip["interface"] is not JsonValue value || !value.TryGetValue<int>(out var index) || interfaces is null || index < 0 || index >= interfaces.Count
        || (interfaces[index]?["sandbox"] is JsonValue sandbox && sandbox.TryGetValue<string>(out var path) && path.Length > 0);

    private static string AddressOf(JsonObject ip)
    {
        var text = ip["address"] is JsonValue value && value.TryGetValue<string>(out var address) ? address : "";
        return IPAddress.TryParse(text.Split('/')[0], out var parsed)
            ? parsed.ToString()
            : throw new FormatException($"\"{text}\" is no address");
    }
}
