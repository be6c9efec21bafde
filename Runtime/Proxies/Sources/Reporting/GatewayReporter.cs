using System.Net;
using System.Text.Json;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Requests;
using Reeve.Runtime.Proxies.Sources.Compiling;
using Reeve.Runtime.Proxies.Sources.Model;

namespace Reeve.Runtime.Proxies.Sources.Reporting;

/// <summary>Writes the status of gateways and of their routes.</summary>
/// <param name="api">The cluster.</param>
/// <param name="addresses">Where the proxy is reached.</param>
/// <param name="time">The clock.</param>
internal sealed class GatewayReporter(IKubernetesApi api, IReadOnlyList<string> addresses, TimeProvider time)
{
    /// <summary>Who speaks in the status of routes: the value for <c>spec.controllerName</c> of a GatewayClass.</summary>
    public const string Controller = "reeve.dev/proxy";

    /// <summary>Writes what becomes of a gateway.</summary>
    public async Task WriteAsync(Gateway gateway, SourceOutcome outcome, CancellationToken cancellationToken)
    {
        var wanted = gateway.Status with
        {
            Addresses = outcome.IsServed ? [.. addresses.Select(static address => new GatewayAddress { Type = IPAddress.TryParse(address, out _) ? "IPAddress" : "Hostname", Value = address })] : [],
            Conditions = SourceConditions.Set(gateway.Status.Conditions, outcome, ["Accepted", "Programmed"], time.GetUtcNow()),
        };
        if (PatchOf(gateway.Status, wanted) is { } patch)
        {
            await api.PatchAsync(SourceKinds.Gateways.Status, gateway.Metadata.Namespace, gateway.Metadata.Name, patch, null, cancellationToken);
        }
    }

    /// <summary>Writes what becomes of a route at each of its gateways that are served here.</summary>
    public async Task WriteAsync(HttpRoute route, SourceOutcome outcome, IReadOnlySet<string> gateways, CancellationToken cancellationToken)
    {
        var own = route.Spec.ParentRefs.Where(parent => gateways.Contains($"{parent.Namespace ?? route.Metadata.Namespace}/{parent.Name}")).Select(parent => new RouteParentStatus
        {
            ParentRef = parent,
            ControllerName = Controller,
            Conditions = SourceConditions.Set(
                route.Status.Parents.FirstOrDefault(one => one.ControllerName == Controller && Same(one.ParentRef, parent))?.Conditions ?? [], outcome, ["Accepted"], time.GetUtcNow()),
        });
        var wanted = route.Status with { Parents = [.. route.Status.Parents.Where(static one => one.ControllerName != Controller), .. own] };
        if (PatchOf(route.Status, wanted) is { } patch)
        {
            await api.PatchAsync(SourceKinds.Routes.Status, route.Metadata.Namespace, route.Metadata.Name, patch, null, cancellationToken);
        }
    }

    private static bool Same(SourceReference one, SourceReference other) =>
        one.Name == other.Name && one.Namespace == other.Namespace && one.SectionName == other.SectionName && one.Port == other.Port;

    // Lists are replaced as a whole.
    private static KubernetesPatch? PatchOf<T>(T present, T wanted)
    {
        var type = SourceKinds.Json.GetTypeInfo(typeof(T));
        var next = JsonSerializer.SerializeToElement(wanted, type);
        return JsonElement.DeepEquals(JsonSerializer.SerializeToElement(present, type), next)
            ? null
            : KubernetesPatch.Merge(System.Text.Encoding.UTF8.GetBytes($"{{\"status\":{next.GetRawText()}}}"));
    }
}
