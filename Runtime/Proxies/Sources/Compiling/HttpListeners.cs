using System.Globalization;
using Reeve.Runtime.Proxies.Specs;

namespace Reeve.Runtime.Proxies.Sources.Compiling;

/// <summary>The listeners that HTTP comes in by: those that the document has at these ports already, or some of the source's own. For one plan.</summary>
/// <param name="options">Where they stand.</param>
/// <param name="names">Names.</param>
/// <param name="builder">Takes what is made.</param>
internal sealed class HttpListeners(KubernetesSourceOptions options, SourceNames names, PlanBuilder builder)
{
    /// <summary>Those of Ingresses: in clear text, and with TLS where that is served or asked for.</summary>
    /// <param name="tls">Whether there is a certificate to serve.</param>
    /// <param name="problem">Why there are none; null where there are some.</param>
    public IReadOnlyList<string> OfIngresses(bool tls, out SourceProblem? problem)
    {
        problem = null;
        List<string> found = [];
        foreach (var (protocol, port) in new[] { ("http", options.HttpPort), ("https", options.HttpsPort) })
        {
            if (protocol == "https" && !tls && builder.Holder(port, isUdp: false)?.Protocol != protocol)
            {
                continue;
            }

            if (Take(protocol, port) is { } name)
            {
                found.Add(name);
            }
            else
            {
                problem = SourceProblem.Conflict(string.Create(CultureInfo.InvariantCulture, $"Port {port} of the proxy belongs to the listener {builder.Holder(port, isUdp: false)!.Name}, which does not speak {protocol}."));
            }
        }

        return found;
    }

    /// <summary>The listener of a port, made if it is not there; null if the port speaks something else.</summary>
    public string? Take(string protocol, int port)
    {
        if (builder.Holder(port, isUdp: false) is { } holder)
        {
            return holder.Protocol == protocol ? holder.Name : null;
        }

        var name = names.Shared(string.Create(CultureInfo.InvariantCulture, $"{protocol}-{port}"));
        builder.Add(new ProxyListenerSpec { Name = name, Protocol = protocol, Address = options.ListenAt(port) }, "");
        return name;
    }
}
