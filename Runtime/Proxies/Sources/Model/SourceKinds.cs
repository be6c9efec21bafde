using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes.Resources;

namespace Reeve.Runtime.Proxies.Sources.Model;

/// <summary>Kinds that proxies are fed from.</summary>
internal static class SourceKinds
{
    /// <summary>How they are read: by the rules of the object model. It stands first, as the kinds need it.</summary>
    public static JsonSerializerOptions Json { get; } = KubernetesJson.CreateOptions(SourceJson.Default);

    /// <summary>Ingresses.</summary>
    public static KubernetesResource<Ingress> Ingresses { get; } = ApiResources.Custom<Ingress>("ingresses", isNamespaced: true, Json);

    /// <summary>The group of gateways and their routes, which clusters know only where somebody has added it.</summary>
    public const string GatewayGroup = "gateway.networking.k8s.io/v1";

    /// <summary>Gateways.</summary>
    public static KubernetesResource<Gateway> Gateways { get; } = ApiResources.Custom<Gateway>("gateways", isNamespaced: true, Json);

    /// <summary>Their routes.</summary>
    public static KubernetesResource<HttpRoute> Routes { get; } = ApiResources.Custom<HttpRoute>("httproutes", isNamespaced: true, Json);

    /// <summary>Parts of the pods behind services, in a version of <c>discovery.k8s.io</c>.</summary>
    public static KubernetesResource<EndpointSlice> Slices(string version) => new(
        $"discovery.k8s.io/{version}",
        "EndpointSlice",
        "endpointslices",
        isNamespaced: true,
        (JsonTypeInfo<EndpointSlice>)Json.GetTypeInfo(typeof(EndpointSlice)),
        (JsonTypeInfo<KubernetesList<EndpointSlice>>)Json.GetTypeInfo(typeof(KubernetesList<EndpointSlice>)));
}
