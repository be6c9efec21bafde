using System.Text.Json.Serialization;
using Reeve.Kubernetes;

namespace Reeve.Runtime.Proxies.Sources.Model;

/// <summary>JSON of the kinds that are read for proxies and stand in no other place.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Ingress))]
[JsonSerializable(typeof(KubernetesList<Ingress>), TypeInfoPropertyName = "IngressList")]
[JsonSerializable(typeof(EndpointSlice))]
[JsonSerializable(typeof(KubernetesList<EndpointSlice>), TypeInfoPropertyName = "EndpointSliceList")]
[JsonSerializable(typeof(Gateway))]
[JsonSerializable(typeof(KubernetesList<Gateway>), TypeInfoPropertyName = "GatewayList")]
[JsonSerializable(typeof(HttpRoute))]
[JsonSerializable(typeof(KubernetesList<HttpRoute>), TypeInfoPropertyName = "HttpRouteList")]
internal sealed partial class SourceJson : JsonSerializerContext;
