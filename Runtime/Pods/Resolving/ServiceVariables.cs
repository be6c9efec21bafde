using Reeve.Kubernetes;
using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Resolving;

/// <summary>
/// Makes the variables that tell a pod where services are, in the form of container links
/// (https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables).
/// </summary>
internal static class ServiceVariables
{
    private const string MasterNamespace = "default";
    private const string MasterName = "kubernetes";

    /// <summary>The variables: of the pod's namespace if it wants them, and of the API server in any case.</summary>
    public static async Task<IReadOnlyList<EnvironmentEntry>> GetAsync(ResolutionScope scope, CancellationToken cancellationToken)
    {
        var services = new SortedDictionary<string, Service>(StringComparer.Ordinal);
        var master = scope.KubernetesApi is { } endpoint
            ? Stand(endpoint)
            : (await scope.ListServicesAsync(MasterNamespace, cancellationToken)).FirstOrDefault(service => service.Metadata.Name == MasterName);

        if (scope.Pod.Spec.EnableServiceLinks != false)
        {
            foreach (var service in await scope.ListServicesAsync(scope.Namespace, cancellationToken))
            {
                services[service.Metadata.Name] = service;
            }
        }

        if (master is not null && (scope.KubernetesApi is not null || !services.ContainsKey(MasterName)))
        {
            services[MasterName] = master;
        }

        return [.. services.Values.Where(HasAddress).SelectMany(Variables)];
    }

    // The service's address leads nowhere without a proxy for services; the API server has one that does.
    private static Service Stand(ServiceEndpoint endpoint) => new()
    {
        Metadata = new() { Name = MasterName, Namespace = MasterNamespace },
        Spec = new() { ClusterIP = endpoint.Host, Ports = [new() { Name = "https", Port = endpoint.Port, Protocol = Protocols.Tcp }] },
    };

    private static bool HasAddress(Service service) =>
        service.Spec.ClusterIP is { Length: > 0 } ip && ip != "None" && service.Spec.Type != ServiceTypes.ExternalName
        && service.Spec.Ports.Count > 0;

    private static IEnumerable<EnvironmentEntry> Variables(Service service)
    {
        var name = VariableName(service.Metadata.Name);
        var ip = service.Spec.ClusterIP!;
        yield return Entry($"{name}_SERVICE_HOST", ip);
        yield return Entry($"{name}_SERVICE_PORT", $"{service.Spec.Ports[0].Port}");
        foreach (var port in service.Spec.Ports.Where(port => !string.IsNullOrEmpty(port.Name)))
        {
            yield return Entry($"{name}_SERVICE_PORT_{VariableName(port.Name!)}", $"{port.Port}");
        }

        for (var i = 0; i < service.Spec.Ports.Count; i++)
        {
            var port = service.Spec.Ports[i];
            var protocol = port.Protocol is { Length: > 0 } given ? given : Protocols.Tcp;
            var url = $"{protocol.ToLowerInvariant()}://{(ip.Contains(':', StringComparison.Ordinal) ? $"[{ip}]" : ip)}:{port.Port}";
            if (i == 0)
            {
                yield return Entry($"{name}_PORT", url);
            }

            var prefix = $"{name}_PORT_{port.Port}_{protocol.ToUpperInvariant()}";
            yield return Entry(prefix, url);
            yield return Entry($"{prefix}_PROTO", protocol.ToLowerInvariant());
            yield return Entry($"{prefix}_PORT", $"{port.Port}");
            yield return Entry($"{prefix}_ADDR", ip);
        }
    }

    private static string VariableName(string name) => name.Replace('-', '_').ToUpperInvariant();

    private static EnvironmentEntry Entry(string name, string value) => new() { Name = name, Value = value };
}
