using System.Globalization;
using System.Net;

namespace Reeve.Testing.Kubernetes;

/// <summary>Endpoints of services for which servers of a test stand instead of pods.</summary>
public static class ServiceEndpoints
{
    /// <summary>Says that a service without a selector is served at an address. Kubernetes takes no addresses on loopback for it.</summary>
    /// <param name="plane">The control plane.</param>
    /// <param name="ns">The namespace.</param>
    /// <param name="service">The service.</param>
    /// <param name="ports">Names of its ports, with where each is served and by which protocol (<c>TCP</c> or <c>UDP</c>); all at one address.</param>
    public static async Task CreateAsync(ControlPlane plane, string ns, string service, params (string Name, IPEndPoint Place, string Protocol)[] ports)
    {
        ArgumentNullException.ThrowIfNull(plane);
        var version = await plane.Admin.FindAsync("/apis/discovery.k8s.io/v1") is null ? "v1beta1" : "v1";
        var list = ports.Select(static port => string.Create(CultureInfo.InvariantCulture, $$"""{"name":"{{port.Name}}","port":{{port.Place.Port}},"protocol":"{{port.Protocol}}"}"""));
        await plane.Admin.CreateAsync($"/apis/discovery.k8s.io/{version}/namespaces/{ns}/endpointslices", $$$"""
            {"metadata":{"name":"{{{service}}}-test","labels":{"kubernetes.io/service-name":"{{{service}}}"}},"addressType":"IPv4",
             "ports":[{{{string.Join(',', list)}}}],"endpoints":[{"addresses":["{{{ports[0].Place.Address}}}"],"conditions":{"ready":true}}]}
            """);
    }
}
