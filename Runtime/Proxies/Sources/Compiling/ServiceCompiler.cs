using System.Globalization;
using System.Net;
using Reeve.Kubernetes;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Runtime.Proxies.Sources.Compiling;

/// <summary>Makes listeners of Services of the type LoadBalancer: all ports of one, or none.</summary>
/// <param name="options">What is served.</param>
/// <param name="names">Names.</param>
/// <param name="backends">Where services are reached.</param>
/// <param name="builder">Takes what is made.</param>
internal sealed class ServiceCompiler(KubernetesSourceOptions options, SourceNames names, BackendFinder backends, PlanBuilder builder)
{
    /// <summary>Whether a service asks for this proxy.</summary>
    public static bool IsMeant(Service service, KubernetesSourceOptions options) =>
        service.Spec.Type == ServiceTypes.LoadBalancer && service.Metadata.DeletionTimestamp is null && service.Spec.LoadBalancerClass == options.LoadBalancerClass;

    /// <summary>Adds a service.</summary>
    public void Add(Service service, SourceOutcome outcome)
    {
        List<string> ranges = [];
        foreach (var range in service.Spec.LoadBalancerSourceRanges)
        {
            // The API takes them with spaces around.
            if (!IPNetwork.TryParse(range.Trim(), out var network))
            {
                outcome.Refuse(SourceProblem.Unsupported($"{range} in spec.loadBalancerSourceRanges is no network such as 10.0.0.0/8."));
                return;
            }

            ranges.Add(network.ToString());
        }

        foreach (var port in service.Spec.Ports)
        {
            if (ProtocolOf(port) is not { } protocol)
            {
                outcome.Refuse(SourceProblem.Unsupported($"The proxy does not speak {port.Protocol}."));
                return;
            }

            if (builder.Holder(port.Port, protocol == "udp") is { } holder)
            {
                outcome.Refuse(SourceProblem.Conflict(string.Create(CultureInfo.InvariantCulture, $"Port {port.Port} ({protocol}) of the proxy belongs to the listener {holder.Name}.")));
                return;
            }
        }

        foreach (var port in service.Spec.Ports)
        {
            Add(service, port, ProtocolOf(port)!, ranges, outcome);
        }
    }

    private void Add(Service service, ServicePort port, string protocol, IReadOnlyList<string> ranges, SourceOutcome outcome)
    {
        var members = backends.Members(service, port, protocol, out var problem);
        if (problem is not null)
        {
            // A listener without a server would take connections only to end them.
            outcome.Problems.Add(problem);
            return;
        }

        var name = names.Name("svc", service.Metadata.Namespace ?? "", service.Metadata.Name, protocol, port.Port.ToString(CultureInfo.InvariantCulture));
        var owner = SourceOutcome.KeyOf(service);
        builder.Add(new ProxyListenerSpec { Name = name, Protocol = protocol, Address = options.ListenAt(port.Port) }, owner);
        builder.Add(new ProxyUpstreamGroupSpec { Name = name, Members = members }, owner);
        builder.Add(new ProxyRouteSpec { Name = name, Listeners = [name], AllowedSources = [.. ranges.Distinct()], Upstream = name }, owner);
    }

    private static string? ProtocolOf(ServicePort port) => (port.Protocol ?? Protocols.Tcp) switch { Protocols.Tcp => "tcp", Protocols.Udp => "udp", _ => null };
}
