using Reeve.Kubernetes;
using Reeve.Proxies;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Runtime.Proxies.Sources.Compiling;

/// <summary>Makes the part of a document that a cluster asks for. What is served keeps its ports and paths; among others older objects go before newer ones.</summary>
/// <param name="options">What is served.</param>
internal sealed class SourceCompiler(KubernetesSourceOptions options)
{
    private readonly SourceNames _names = new(options.Name);

    /// <summary>Makes it.</summary>
    /// <param name="objects">The cluster.</param>
    /// <param name="document">The document as it is. What comes from others stays as it is.</param>
    /// <param name="refused">Objects that cannot be served for a reason that shows only when it is tried, by <see cref="SourceOutcome.KeyOf"/>.</param>
    /// <param name="served">Objects that are served already, by the same. Times of creation have whole seconds alone: without it one could lose its port to a newcomer.</param>
    /// <param name="capabilities">What the proxy's provider can do; null for everything.</param>
    public SourcePlan Compile(
        SourceObjects objects, ProxySpec document, IReadOnlyDictionary<string, SourceProblem> refused, IReadOnlySet<string> served, ProxyCapabilities? capabilities = null)
    {
        var builder = new PlanBuilder(document, _names);
        var backends = new BackendFinder(objects, options.Pods);
        var outcomes = new Dictionary<string, SourceOutcome>(StringComparer.Ordinal);
        var services = new ServiceCompiler(options, _names, backends, builder);
        foreach (var service in Ordered(objects.Services.Where(service => ServiceCompiler.IsMeant(service, options))))
        {
            Add(service, services.Add);
        }

        var (listeners, certificates, groups) = (new HttpListeners(options, _names, builder), new CertificateCompiler(_names, objects, builder), new GroupCompiler(_names, backends));
        var ingresses = new IngressCompiler(_names, listeners, certificates, groups, builder, capabilities);
        foreach (var ingress in Ordered(objects.Ingresses.Where(ingress => IngressCompiler.IsMeant(ingress, options))))
        {
            Add(ingress, ingresses.Add);
        }

        var gateways = new GatewayCompiler(listeners, certificates);
        var attached = Ordered(objects.Gateways.Where(gateway => GatewayCompiler.IsMeant(gateway, options))).ToList();
        foreach (var gateway in attached)
        {
            Add(gateway, gateways.Add);
        }

        var routes = new HttpRouteCompiler(_names, gateways, groups, builder, capabilities);
        var known = attached.Select(static gateway => $"{gateway.Metadata.Namespace}/{gateway.Metadata.Name}").ToHashSet(StringComparer.Ordinal);
        foreach (var route in Ordered(objects.Routes.Where(route => HttpRouteCompiler.IsMeant(route, known))))
        {
            Add(route, routes.Add);
        }

        return new SourcePlan { Spec = builder.Spec, Outcomes = outcomes, Owners = builder.Owners };

        IEnumerable<T> Ordered<T>(IEnumerable<T> items)
            where T : IKubernetesObject =>
            items.OrderByDescending(item => served.Contains(SourceOutcome.KeyOf(item))).ThenBy(static item => item.Metadata.CreationTimestamp?.Value)
                .ThenBy(static item => SourceOutcome.KeyOf(item), StringComparer.Ordinal);

        void Add<T>(T item, Action<T, SourceOutcome> add)
            where T : IKubernetesObject
        {
            var outcome = outcomes[SourceOutcome.KeyOf(item)] = new SourceOutcome(item);
            if (refused.TryGetValue(SourceOutcome.KeyOf(item), out var problem))
            {
                outcome.Refuse(problem);
            }
            else
            {
                add(item, outcome);
            }
        }
    }
}
