namespace Reeve.Testing.Kubernetes;

/// <summary>The kinds of the Gateway API in a control plane, which does not bring them along.</summary>
public static class GatewayKinds
{
    private const string Definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

    /// <summary>Makes Gateways and HTTPRoutes known, if they are not, and waits until they are served.</summary>
    public static async Task EnsureAsync(ControlPlane plane)
    {
        ArgumentNullException.ThrowIfNull(plane);
        foreach (var (kind, plural) in new[] { ("Gateway", "gateways"), ("HTTPRoute", "httproutes") })
        {
            await EnsureAsync(plane, kind, plural);
        }
    }

    // The kinds as such: what their fields may be is not needed here.
    private static async Task EnsureAsync(ControlPlane plane, string kind, string plural)
    {
        var name = $"{plural}.gateway.networking.k8s.io";
        if (await plane.Admin.FindAsync($"{Definitions}/{name}") is null)
        {
            await plane.Admin.CreateAsync(Definitions, $$$"""
                {"metadata":{"name":"{{{name}}}","annotations":{"api-approved.kubernetes.io":"https://github.com/kubernetes-sigs/gateway-api/pull/2997"} },
                 "spec":{"group":"gateway.networking.k8s.io","scope":"Namespaced","names":{"kind":"{{{kind}}}","plural":"{{{plural}}}"},
                  "versions":[{"name":"v1","served":true,"storage":true,"subresources":{"status":{} },"schema":{"openAPIV3Schema":{"type":"object","x-kubernetes-preserve-unknown-fields":true} } }] } }
                """);
        }

        await plane.Admin.WaitAsync($"/apis/gateway.networking.k8s.io/v1/{plural}", list => list is not null, $"{plural} are served");
    }
}
