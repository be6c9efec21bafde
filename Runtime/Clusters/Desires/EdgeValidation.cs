using System.Globalization;
using Reeve.Runtime.Validation;

namespace Reeve.Runtime.Clusters.Desires;

/// <summary>Checks how a cluster is to be reached from outside, and makes its name.</summary>
internal static class EdgeValidation
{
    private const string Passthrough = "tlsPassthrough";
    private static readonly string[] s_protocols = [Passthrough, "tcp", "udp"];
    private static readonly string[] s_roles = ["", "control-plane", "worker"];

    /// <summary>What is wrong with it.</summary>
    public static IEnumerable<FieldError> Of(ClusterEdge? edge)
    {
        if (edge is null)
        {
            yield break;
        }

        if (edge.Name.Length > 0 && !IsName(ClusterEdges.NameOf(edge, new string('t', 3), "c")))
        {
            yield return ClusterFields.Invalid(ClusterFields.EdgeName, edge.Name, "must be a DNS name with {cluster} and {tenant} for those");
        }

        if (edge.Name.Length > 0 && !edge.Name.Contains("{cluster}", StringComparison.Ordinal))
        {
            yield return ClusterFields.Invalid(ClusterFields.EdgeName, edge.Name, "must have {cluster} in it, as every cluster needs its own");
        }

        if (edge.Name.Length == 0 && ClusterEdges.PortsOf(edge).Any(static port => port.Protocol == Passthrough))
        {
            yield return ClusterFields.Required(ClusterFields.EdgeName, "the name by which TLS tells clusters apart, such as {cluster}.{tenant}.example.org");
        }

        foreach (var port in edge.Ports)
        {
            if (port.Listen is < 1 or > 65535 || port.Target is < 0 or > 65535)
            {
                yield return ClusterFields.Invalid(ClusterFields.EdgePorts, string.Create(CultureInfo.InvariantCulture, $"{port.Listen} to {port.Target}"), "ports are from 1 to 65535");
            }

            if (!s_protocols.Contains(port.Protocol))
            {
                yield return ClusterFields.Invalid(ClusterFields.EdgePorts, port.Protocol, $"the protocol must be {string.Join(", ", s_protocols)}");
            }

            if (!s_roles.Contains(port.Role))
            {
                yield return ClusterFields.Invalid(ClusterFields.EdgePorts, port.Role, "the role must be control-plane, worker, or left out for all machines");
            }
        }

        foreach (var twice in edge.Ports.GroupBy(static port => (port.Listen, port.Protocol == "udp")).Where(static group => group.Count() > 1))
        {
            yield return ClusterFields.Invalid(ClusterFields.EdgePorts, twice.Key.Listen.ToString(CultureInfo.InvariantCulture), "it is there twice");
        }
    }

    private static bool IsName(string name) => name.Contains('.', StringComparison.Ordinal) && DnsName.IsHost(name);
}
