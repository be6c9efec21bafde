using System.Globalization;
using Reeve.Host.Edge.Routes;
using Reeve.Host.Edge.Wire;

namespace Reeve.Host.Edge.Proxying;

/// <summary>Reads the ports of a request.</summary>
internal static class PortReader
{
    /// <summary>Reads them.</summary>
    /// <exception cref="Clusters.Serving.ApiException">One of them is wrong.</exception>
    public static IReadOnlyList<EdgePort> Read(NginxRequest request)
    {
        if (request.Ports.Count == 0)
        {
            throw EdgeBody.Invalid("ports", "must have an entry");
        }

        var ports = new List<EdgePort>();
        for (var i = 0; i < request.Ports.Count; i++)
        {
            var port = Read(request.Ports[i], $"ports[{i}]");
            if (ports.FirstOrDefault(other => Clash(other, port)) is { } other)
            {
                throw EdgeBody.Invalid(
                    $"ports[{i}].external", string.Create(CultureInfo.InvariantCulture, $"is {port.External}, which ports[{ports.IndexOf(other)}] has already"));
            }

            ports.Add(port);
        }

        return ports;
    }

    private static EdgePort Read(NginxPort port, string field)
    {
        var kind = PortKinds.Read(port.Mexproto);
        if (kind is PortKind.Unknown)
        {
            throw EdgeBody.Invalid($"{field}.mexproto", $"is an invalid mexproto, \"{port.Mexproto}\"; LProtoHTTP, LProtoTCP and LProtoUDP are known");
        }

        if (!int.TryParse(port.External, NumberStyles.None, CultureInfo.InvariantCulture, out var external) || external is < 1 or > 65535)
        {
            throw EdgeBody.Invalid($"{field}.external", $"must be a port from 1 to 65535; \"{port.External}\" is none");
        }

        return new EdgePort
        {
            Kind = kind,
            External = external,
            Origin = Origins.Plain(port.Origin, $"{field}.origin", PortKinds.SchemeOf(kind)),
            Path = kind is PortKind.Http && port.Path.Length > 1 ? port.Path.TrimEnd('/') is { Length: > 0 } path ? path : "/" : "/",
        };
    }

    // TCP and UDP have ports of their own; several paths share a port of HTTP.
    private static bool Clash(EdgePort one, EdgePort other) => one.External == other.External && (one.Kind is PortKind.Udp) == (other.Kind is PortKind.Udp)
        && !(one.Kind is PortKind.Http && other.Kind is PortKind.Http && one.Path != other.Path);
}
