using Reeve.Plugins.OpenStack.Steps;

namespace Reeve.Plugins.OpenStack.Planning;

/// <summary>What machines of one cluster ask of each other.</summary>
/// <remarks>Sources: https://kubernetes.io/docs/reference/networking/ports-and-protocols/ and the network plugins' pages on firewalls.</remarks>
internal static class ClusterPorts
{
    private const string AnyProtocol = "";

    private static readonly Dictionary<string, (string Protocol, int From, int To)[]> s_plugins = new(StringComparer.OrdinalIgnoreCase)
    {
        ["flannel"] = [("udp", 8472, 8472)],
        ["calico"] = [("tcp", 179, 179), ("tcp", 5473, 5473), ("udp", 4789, 4789), ("4", 0, 0)],
        ["antrea"] = [("tcp", 10349, 10351), ("udp", 6081, 6081), ("udp", 10351, 10351)],
        ["cilium"] = [("tcp", 4240, 4240), ("udp", 8472, 8472)],
    };

    /// <summary>Whether it is known what a network plugin needs; otherwise machines of the cluster may ask each other anything.</summary>
    public static bool Knows(string? plugin) => plugin is not null && s_plugins.ContainsKey(plugin);

    /// <summary>What masters are asked by the cluster's machines.</summary>
    public static IEnumerable<SecurityRule> OfMasters(string? plugin, string masters, string workers) => Knows(plugin)
        ? [Rule("tcp", 2379, 2380, masters), Rule("tcp", 6443, 6443, masters), Rule("tcp", 6443, 6443, workers), .. OfAll(plugin!, masters, workers)]
        : Everything(masters, workers);

    /// <summary>What workers are asked by the cluster's machines.</summary>
    public static IEnumerable<SecurityRule> OfWorkers(string? plugin, string masters, string workers) => Knows(plugin) ? OfAll(plugin!, masters, workers) : Everything(masters, workers);

    private static IEnumerable<SecurityRule> OfAll(string plugin, string masters, string workers) => ((string[])[masters, workers]).SelectMany(group => (SecurityRule[])
    [
        Rule("tcp", 10250, 10250, group),
        Rule("tcp", 30000, 32767, group),
        Rule("udp", 30000, 32767, group),
        .. s_plugins[plugin].Select(port => Rule(port.Protocol, port.From, port.To, group)),
    ]);

    private static IEnumerable<SecurityRule> Everything(string masters, string workers) => [Rule(AnyProtocol, 0, 0, masters), Rule(AnyProtocol, 0, 0, workers)];

    private static SecurityRule Rule(string protocol, int from, int to, string group) => new() { Protocol = protocol, From = from, To = to, Group = group };
}
