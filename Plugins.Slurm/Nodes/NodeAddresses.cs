using System.Net;
using Reeve.Kubernetes;
using Reeve.Machine.Nodes;

namespace Reeve.Plugins.Slurm.Nodes;

/// <summary>Where the node is reached: the agent's machine, which serves the kubelet's API, and the login nodes.</summary>
internal static class NodeAddresses
{
    /// <summary>The addresses of this machine, then the names of the login nodes.</summary>
    public static IReadOnlyList<NodeAddress> Of(SlurmOptions options) =>
        [.. NodeProbe.HostAddresses().Select(address => new NodeAddress { Type = NodeAddressTypes.InternalIP, Address = address }), .. (options.Ssh?.Hosts ?? []).Select(Name).Where(IsOfOthers).Select(name => new NodeAddress { Type = NodeAddressTypes.ExternalDNS, Address = name }).Distinct()];

    /// <summary>The name in <c>name</c>, <c>name:port</c>, <c>[address]:port</c>.</summary>
    public static string Name(string host)
    {
        if (host.StartsWith('['))
        {
            return host[1..].Split(']')[0];
        }

        var colon = host.IndexOf(':', StringComparison.Ordinal);
        return colon >= 0 && colon == host.LastIndexOf(':') ? host[..colon] : host;
    }

    private static bool IsOfOthers(string name) => name.Length > 0 && name != "localhost" && !IPAddress.TryParse(name, out _);
}
