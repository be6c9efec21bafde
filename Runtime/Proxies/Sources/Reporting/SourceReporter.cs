using System.Net;
using System.Text;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Events;
using Reeve.Runtime.Kubernetes.Requests;
using Reeve.Runtime.Kubernetes.Resources;
using Reeve.Runtime.Proxies.Sources.Compiling;
using Reeve.Runtime.Proxies.Sources.Model;

namespace Reeve.Runtime.Proxies.Sources.Reporting;

/// <summary>
/// Tells the cluster what becomes of its objects: addresses in <c>status.loadBalancer</c> of what is served, an event for what is not. Not safe for concurrent
/// use.
/// </summary>
/// <param name="api">The cluster.</param>
/// <param name="events">Takes events.</param>
/// <param name="addresses">Where the proxy is reached.</param>
/// <param name="time">The clock.</param>
internal sealed class SourceReporter(IKubernetesApi api, IEventRecorder events, IReadOnlyList<string> addresses, TimeProvider time)
{
    private readonly GatewayReporter _gateways = new(api, addresses, time);
    private readonly Dictionary<string, string> _told = new(StringComparer.Ordinal);
    private HashSet<string> _served = new(StringComparer.Ordinal);

    private readonly LoadBalancerStatus _here = new()
    {
        Ingress = [.. addresses.Select(static address => IPAddress.TryParse(address, out _) ? new LoadBalancerIngress { Ip = address } : new LoadBalancerIngress { Hostname = address })],
    };

    /// <summary>Tells it.</summary>
    /// <param name="plan">What was applied.</param>
    /// <param name="objects">What it was made of.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="KubernetesApiException">It cannot be told now.</exception>
    public async Task ReportAsync(SourcePlan plan, SourceObjects objects, CancellationToken cancellationToken)
    {
        var gateways = plan.Outcomes.Values.Select(static outcome => outcome.Object).OfType<Gateway>()
            .Select(static gateway => $"{gateway.Metadata.Namespace}/{gateway.Metadata.Name}").ToHashSet(StringComparer.Ordinal);
        foreach (var (key, outcome) in plan.Outcomes)
        {
            Tell(key, outcome);
            await (outcome.Object switch
            {
                Gateway gateway => UnlessGone(_gateways.WriteAsync(gateway, outcome, cancellationToken)),
                HttpRoute route => UnlessGone(_gateways.WriteAsync(route, outcome, gateways, cancellationToken)),
                var item => WriteAsync(item, outcome.IsServed ? _here : new LoadBalancerStatus(), cancellationToken),
            });
        }

        // What does not ask for this proxy any more must not go on saying that it is reached here.
        var left = _served.Where(key => !plan.Outcomes.ContainsKey(key)).ToHashSet(StringComparer.Ordinal);
        foreach (var item in objects.Services.Cast<IKubernetesObject>().Concat(objects.Ingresses).Where(item => left.Contains(SourceOutcome.KeyOf(item)) && item.Metadata.DeletionTimestamp is null))
        {
            await WriteAsync(item, new LoadBalancerStatus(), cancellationToken);
        }

        foreach (var key in _told.Keys.Where(key => !plan.Outcomes.ContainsKey(key)).ToList())
        {
            _told.Remove(key);
        }

        _served = [.. plan.Outcomes.Keys];
    }

    private void Tell(string key, SourceOutcome outcome)
    {
        var text = string.Join('\n', outcome.Problems.Select(static problem => $"{problem.Reason}: {problem.Message}"));
        if (_told.GetValueOrDefault(key, "") == text)
        {
            return;
        }

        _told[key] = text;
        foreach (var problem in outcome.Problems)
        {
            events.Record(ObjectReferences.To(outcome.Object), EventTypes.Warning, problem.Reason, problem.Message);
        }
    }

    private async Task WriteAsync(IKubernetesObject item, LoadBalancerStatus wanted, CancellationToken cancellationToken)
    {
        var present = item switch { Service service => service.Status.LoadBalancer, Ingress ingress => ingress.Status.LoadBalancer, _ => null };
        if (KubernetesJson.DeepEquals(present ?? new LoadBalancerStatus(), wanted))
        {
            return;
        }

        // A list is replaced as a whole; null takes it away.
        var status = wanted.Ingress.Count == 0 ? "null" : KubernetesJson.Serialize(wanted);
        var patch = KubernetesPatch.Merge(Encoding.UTF8.GetBytes("""{"status":{"loadBalancer":""" + status + "}}"));
        await UnlessGone(item is Service
            ? api.PatchAsync(ApiResources.Services.Status, item.Metadata.Namespace, item.Metadata.Name, patch, null, cancellationToken)
            : api.PatchAsync(SourceKinds.Ingresses.Status, item.Metadata.Namespace, item.Metadata.Name, patch, null, cancellationToken));
    }

    private static async Task UnlessGone(Task writing)
    {
        try
        {
            await writing;
        }
        catch (KubernetesApiException exception) when (exception.IsNotFound)
        {
            // It has gone, as the reflector is about to say.
        }
    }
}
