using System.Globalization;
using Reeve.Clusters;
using Reeve.Runtime.Clusters;

namespace Reeve.Host.Reach;

/// <summary>Works out how clusters are to be reached, from what is wanted of them and what they are. Pure.</summary>
internal static class ReachPlans
{
    /// <summary>The reach of every cluster that is to be reached from outside and that is not gone.</summary>
    public static IReadOnlyList<ClusterReach> Of(IEnumerable<ClusterView> views) =>
        [.. views.Where(static view => view.Phase is not (ClusterPhase.NotInitialised or ClusterPhase.Deleting or ClusterPhase.Deleted or ClusterPhase.Released)).Select(Of).OfType<ClusterReach>()];

    private static ClusterReach? Of(ClusterView view) => view.Desired?.Edge is not { } edge ? null : new ClusterReach
    {
        Key = view.Key,
        Proxy = edge.Proxy,
        Name = ClusterEdges.NameOf(edge, view.Tenant, view.Name),
        Ports = IsReady(view) ? PortsOf(view, edge) : null,
    };

    // It is reached once it was ready; that it is not for a while changes nothing.
    private static bool IsReady(ClusterView view) => view.Conditions.Any(static condition => condition is { Type: "ClusterReady", Status: true });

    private static List<ReachPort>? PortsOf(ClusterView view, ClusterEdge edge)
    {
        var ports = ClusterEdges.PortsOf(edge).Select(port => new ReachPort { Protocol = port.Protocol, Listen = port.Listen, Servers = ServersOf(view, port) }).ToList();
        return ports.Exists(static port => port.Servers.Count == 0) ? null : ports;
    }

    private static List<string> ServersOf(ClusterView view, ClusterEdgePort port)
    {
        if (port.Target == 0)
        {
            return Uri.TryCreate(view.Endpoint, UriKind.Absolute, out var endpoint) ? [$"tcp://{endpoint.Authority}{(endpoint.IsDefaultPort ? $":{endpoint.Port}" : "")}"] : [];
        }

        var scheme = port.Protocol == "udp" ? "udp" : "tcp";
        return
        [
            .. from machine in view.Machines
               where port.Role.Length == 0 || machine.Role == port.Role
               let address = AddressOf(machine)
               where address is not null
               select string.Create(CultureInfo.InvariantCulture, $"{scheme}://{address}:{port.Target}"),
        ];
    }

    private static string? AddressOf(ClusterMachine machine) => machine.Addresses is [var best, ..] ? best.Contains(':', StringComparison.Ordinal) ? $"[{best}]" : best : null;
}
