using System.Globalization;
using Reeve.Kubernetes;
using Reeve.Runtime.Proxies.Sources.Model;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Runtime.Proxies.Sources.Compiling;

/// <summary>Makes listeners and certificates of Gateways. For one plan.</summary>
/// <param name="listeners">Listeners of HTTP.</param>
/// <param name="certificates">Certificates.</param>
internal sealed class GatewayCompiler(HttpListeners listeners, CertificateCompiler certificates)
{
    private readonly Dictionary<(string Gateway, string Section), AttachedListener> _attachable = [];

    /// <summary>Whether a gateway asks for this proxy.</summary>
    public static bool IsMeant(Gateway gateway, KubernetesSourceOptions options) => gateway.Metadata.DeletionTimestamp is null && gateway.Spec.GatewayClassName == options.GatewayClass;

    /// <summary>Adds a gateway: each of its listeners, or why not.</summary>
    public void Add(Gateway gateway, SourceOutcome outcome)
    {
        var key = KeyOf(gateway.Metadata.Namespace, gateway.Metadata.Name);
        foreach (var listener in gateway.Spec.Listeners)
        {
            if (Make(gateway, listener, outcome) is { } name)
            {
                _attachable[(key, listener.Name)] = new AttachedListener(gateway, listener, name);
            }
        }

        outcome.IsServed = _attachable.Keys.Any(one => one.Gateway == key);
    }

    /// <summary>The listeners that a route names.</summary>
    /// <param name="route">The route.</param>
    /// <param name="parent">Which gateway, and perhaps which listener of it.</param>
    public IReadOnlyList<AttachedListener> Find(HttpRoute route, SourceReference parent)
    {
        var key = KeyOf(parent.Namespace ?? route.Metadata.Namespace, parent.Name);
        return
        [
            .. _attachable.Where(one => one.Key.Gateway == key && (parent.SectionName is null || parent.SectionName == one.Key.Section) && (parent.Port is null || parent.Port == one.Value.Listener.Port))
                .Select(static one => one.Value).Where(one => one.Allows(route)),
        ];
    }

    private string? Make(Gateway gateway, GatewayListener listener, SourceOutcome outcome)
    {
        var protocol = listener.Protocol switch { "HTTP" => "http", "HTTPS" when listener.Tls?.Mode is null or "Terminate" => "https", _ => null };
        if (protocol is null)
        {
            outcome.Problems.Add(SourceProblem.Unsupported($"The listener {listener.Name} speaks {listener.Protocol}{(listener.Tls?.Mode is { } mode ? $" ({mode})" : "")}; HTTP and HTTPS are served."));
            return null;
        }

        if (listeners.Take(protocol, listener.Port) is not { } name)
        {
            outcome.Problems.Add(SourceProblem.Conflict(string.Create(CultureInfo.InvariantCulture, $"Port {listener.Port} of the proxy belongs to a listener that does not speak {protocol}.")));
            return null;
        }

        foreach (var reference in protocol == "https" ? listener.Tls?.CertificateRefs ?? [] : [])
        {
            certificates.Add(gateway, reference.Name, listener.Hostname is { Length: > 0 } host ? [host] : [], outcome, reference.Namespace);
        }

        return name;
    }

    private static string KeyOf(string? ns, string name) => $"{ns}/{name}";
}
