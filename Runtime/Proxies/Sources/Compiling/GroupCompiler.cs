using System.Globalization;
using Reeve.Kubernetes;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Runtime.Proxies.Sources.Compiling;

/// <summary>Makes groups of servers of services that routes go to. For one plan.</summary>
/// <param name="names">Names.</param>
/// <param name="backends">Where services are reached.</param>
internal sealed class GroupCompiler(SourceNames names, BackendFinder backends)
{
    /// <summary>The group of a port of a service.</summary>
    /// <param name="ns">The namespace.</param>
    /// <param name="name">The service.</param>
    /// <param name="portName">The port by its name; null for its number.</param>
    /// <param name="portNumber">The port by its number.</param>
    /// <param name="problem">Why there is none; null where there is one.</param>
    public ProxyUpstreamGroupSpec? Find(string? ns, string name, string? portName, int? portNumber, out SourceProblem? problem)
    {
        if (backends.Find(ns, name) is not { } service)
        {
            problem = SourceProblem.Missing($"There is no service {name} in the namespace {ns}.");
            return null;
        }

        var port = service.Spec.Ports.FirstOrDefault(one => portName is { Length: > 0 } ? one.Name == portName : one.Port == portNumber);
        if (port is null)
        {
            problem = SourceProblem.Missing($"The service {name} has no port {portName ?? portNumber?.ToString(CultureInfo.InvariantCulture)}.");
            return null;
        }

        var members = backends.Members(service, port, port.AppProtocol is "https" or "HTTPS" ? "https" : "http", out problem);
        return problem is null
            ? new ProxyUpstreamGroupSpec
            {
                Name = names.Name("to", service.Metadata.Namespace ?? "", service.Metadata.Name, port.Port.ToString(CultureInfo.InvariantCulture)), Members = members,
            }
            : null;
    }
}
