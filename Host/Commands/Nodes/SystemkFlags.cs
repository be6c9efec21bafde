using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Reeve.Host.CommandLine;

namespace Reeve.Host.Commands.Nodes;

/// <summary>Flags of systemk that are nobody else's; the others are aliases of <see cref="NodeFlags"/>.</summary>
internal static class SystemkFlags
{
    /// <summary>Makes them.</summary>
    public static IReadOnlyList<NodeFlag> Create() =>
    [
        new NodeFlag { Option = NodeFlag.Text("--addr", "[IP]:PORT", "Address and port of the kubelet API."), Read = ReadAddress },
        new NodeFlag { Option = NodeFlag.List("--internal-ip", "IP", "The same as --node-ip; 0.0.0.0 for what the machine has."), Read = value => Specific("node.addresses", value) },
        new NodeFlag { Option = NodeFlag.List("--external-ip", "IP", "Address of the node for the world outside; may be repeated."), Read = value => Specific("node.externalAddresses", value) },
        new NodeFlag { Option = NodeFlag.Text("--internal-iface", "NAME", "Network interface whose address is the node's."), Read = value => [("node.addresses", AddressOf(value))] },
        new NodeFlag { Option = NodeFlag.Text("--external-iface", "NAME", "Network interface whose address is the node's for the world outside."), Read = value => [("node.externalAddresses", AddressOf(value))] },
        NodeFlag.Of("providers.systemd.clusterDomain", NodeFlag.Text("--cluster-domain", "DOMAIN", "Domain of the cluster in pods' DNS settings, by default cluster.local.")),
        new NodeFlag { Option = NodeFlag.Text("--klog.v", "LEVEL", "More messages: 1 for what happens, 4 and more for debugging."), Read = ReadLevel },
        new NodeFlag { Option = NodeFlag.Text("--override-root-uid", "UID", "Only 0: a pod's users are what the pod says."), Read = ReadRoot },
        NodeFlag.Ignored("--metrics-addr", "metrics are served by the kubelet API"),
        NodeFlag.Ignored("--pod-sync-workers", "each pod has a worker"),
        NodeFlag.Ignored("--full-resync-period", "the API server tells of every change, and is listed again where a watch had a gap"),
        NodeFlag.Ignored("--stream-idle-timeout", "streams live as long as their connections answer"),
        NodeFlag.Ignored("--stream-creation-timeout", "streams are made within 30 s"),
    ];

    private static IEnumerable<(string Key, string Value)> ReadAddress(string value)
    {
        var colon = value.LastIndexOf(':');
        var address = colon < 0 ? "" : value[..colon].Trim('[', ']');
        if (colon < 0 || (address.Length > 0 && !IPAddress.TryParse(address, out _)))
        {
            throw CommandException.Usage($"--addr takes [IP]:PORT, such as :10250; \"{value}\" is none.");
        }

        return address.Length == 0 ? [("node.port", value[(colon + 1)..])] : [("node.address", address), ("node.port", value[(colon + 1)..])];
    }

    private static IEnumerable<(string Key, string Value)> Specific(string key, string value) =>
        IPAddress.TryParse(value, out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)) ? [] : [(key, value)];

    private static string AddressOf(string name)
    {
        var addresses = NetworkInterface.GetAllNetworkInterfaces().FirstOrDefault(candidate => candidate.Name == name)?.GetIPProperties().UnicastAddresses;
        return addresses?.Select(static unicast => unicast.Address).Where(static address => !address.IsIPv6LinkLocal)
            .OrderBy(static address => address.AddressFamily == AddressFamily.InterNetwork ? 0 : 1).FirstOrDefault()?.ToString()
            ?? throw CommandException.Usage(addresses is null ? $"There is no network interface \"{name}\"." : $"The network interface {name} has no address.");
    }

    private static IEnumerable<(string Key, string Value)> ReadLevel(string value) =>
        !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var level) ? throw CommandException.Usage($"--klog.v takes a number; \"{value}\" is none.")
        : level == 0 ? []
        : [("logging.level", level < 4 ? "information" : "debug")];

    private static IEnumerable<(string Key, string Value)> ReadRoot(string value) => value == "0"
        ? []
        : throw CommandException.Usage("--override-root-uid is not there: give the pods a securityContext.runAsUser.");
}
