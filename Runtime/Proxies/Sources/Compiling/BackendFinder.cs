using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Reeve.Kubernetes;
using Reeve.Runtime.Proxies.Sources.Model;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Runtime.Proxies.Sources.Compiling;

/// <summary>Finds where a port of a service is reached: at the node ports of nodes that are ready, or at its pods.</summary>
/// <param name="objects">The cluster.</param>
/// <param name="pods">Whether pods are reached at their own addresses.</param>
internal sealed class BackendFinder(SourceObjects objects, bool pods)
{
    // Well-known label: whoever takes nodes out of use for load balancers sets it.
    private const string Excluded = "node.kubernetes.io/exclude-from-external-load-balancers";

    private readonly Dictionary<string, Service> _services = objects.Services.ToDictionary(KeyOf, StringComparer.Ordinal);

    private readonly ILookup<string, EndpointSlice> _slices = objects.Slices.ToLookup(
        static slice => $"{slice.Metadata.Namespace}/{slice.Metadata.Labels.GetValueOrDefault(EndpointSlice.ServiceLabel)}", StringComparer.Ordinal);

    /// <summary>The service of a name; null if there is none.</summary>
    public Service? Find(string? ns, string name) => _services.GetValueOrDefault($"{ns}/{name}");

    /// <summary>The servers behind a port.</summary>
    /// <param name="service">The service.</param>
    /// <param name="port">Its port.</param>
    /// <param name="scheme">The scheme of their addresses.</param>
    /// <param name="problem">Why there are none; null where there are some.</param>
    public IReadOnlyList<ProxyUpstreamSpec> Members(Service service, ServicePort port, string scheme, out SourceProblem? problem)
    {
        problem = null;
        if (!pods && port.NodePort is null or 0)
        {
            problem = SourceProblem.Unsupported(
                string.Create(CultureInfo.InvariantCulture, $"Service {KeyOf(service)} has no node port for {port.Port}, by which it could be reached: make it NodePort or LoadBalancer."));
            return [];
        }

        var found = pods ? Pods(service, port) : Nodes(service, port.NodePort!.Value);
        IReadOnlyList<ProxyUpstreamSpec> members =
        [
            .. found.Select(server => string.Create(CultureInfo.InvariantCulture, $"{scheme}://{HostOf(server.Address)}:{server.Port}")).Distinct().Order(StringComparer.Ordinal)
                .Select(static address => new ProxyUpstreamSpec { Address = address }),
        ];
        if (members.Count == 0)
        {
            problem = SourceProblem.Missing(string.Create(CultureInfo.InvariantCulture, $"No {(pods ? "pod" : "node")} is ready for port {port.Port} of service {KeyOf(service)}."));
        }

        return members;
    }

    private IEnumerable<(string Address, int Port)> Pods(Service service, ServicePort port) =>
        from slice in _slices[KeyOf(service)]
        where slice.AddressType is not "FQDN"
        from open in slice.Ports
        where (open.Name ?? "") == (port.Name ?? "") && open.Port is not null && (open.Protocol ?? Protocols.Tcp) == (port.Protocol ?? Protocols.Tcp)
        from endpoint in slice.Endpoints
        where endpoint.IsReady && endpoint.Addresses.Count > 0
        select (endpoint.Addresses[0], open.Port!.Value);

    private IEnumerable<(string Address, int Port)> Nodes(Service service, int port)
    {
        // Others would drop what comes for such a service, as they have no pod of it.
        var local = service.Spec.ExternalTrafficPolicy == "Local"
            ? _slices[KeyOf(service)].SelectMany(static slice => slice.Endpoints).Where(static one => one.IsReady).Select(static one => one.Node).ToHashSet(StringComparer.Ordinal)
            : null;
        return from node in objects.Nodes
               where IsReady(node) && !node.Metadata.Labels.ContainsKey(Excluded) && local?.Contains(node.Metadata.Name) != false
               let address = AddressOf(node, NodeAddressTypes.InternalIP) ?? AddressOf(node, NodeAddressTypes.ExternalIP)
               where address is not null
               select (address, port);
    }

    private static bool IsReady(Node node) => node.Status.Conditions.FirstOrDefault(static one => one.Type == NodeConditionTypes.Ready)?.Status == "True";

    private static string? AddressOf(Node node, string type) =>
        node.Status.Addresses.FirstOrDefault(one => one.Type == type && IPAddress.TryParse(one.Address, out _))?.Address;

    private static string HostOf(string address) => IPAddress.TryParse(address, out var ip) && ip.AddressFamily is AddressFamily.InterNetworkV6 ? $"[{ip}]" : address;

    private static string KeyOf(Service service) => $"{service.Metadata.Namespace}/{service.Metadata.Name}";
}
