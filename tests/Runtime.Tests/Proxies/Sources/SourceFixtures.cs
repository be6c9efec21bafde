using System.Globalization;
using System.Text.Json;
using Reeve.Kubernetes;
using Reeve.Runtime.Proxies.Sources.Model;

namespace Reeve.Runtime.Tests.Proxies.Sources;

/// <summary>Objects of a cluster, from their JSON.</summary>
internal static class SourceFixtures
{
    public static Service Service(string name, string spec, int age = 0) => KubernetesJson.Deserialize<Service>(Object(name, age, $"\"spec\":{spec}"));

    public static Ingress Ingress(string name, string spec, int age = 0) => Read<Ingress>(Object(name, age, $"\"spec\":{spec}"));

    public static Gateway Gateway(string name, string listeners, string gatewayClass = "reeve") =>
        Read<Gateway>(Object(name, 0, $"\"spec\":{{\"gatewayClassName\":\"{gatewayClass}\",\"listeners\":{listeners}}}"));

    public static HttpRoute Route(string name, string spec, int age = 0) => Read<HttpRoute>(Object(name, age, $"\"spec\":{spec}"));

    public static EndpointSlice Slice(string service, string rest) =>
        Read<EndpointSlice>($"{{\"metadata\":{{\"name\":\"{service}-1\",\"namespace\":\"ns\",\"labels\":{{\"kubernetes.io/service-name\":\"{service}\"}}}},{rest}}}");

    public static Node Node(string name, string address, string ready = "True", string label = "a") => KubernetesJson.Deserialize<Node>($$"""
        {"metadata":{"name":"{{name}}","labels":{"{{label}}":""} },"status":{"addresses":[{"type":"Hostname","address":"{{name}}"},{"type":"InternalIP","address":"{{address}}"}],"conditions":[{"type":"Ready","status":"{{ready}}"}] } }
        """);

    public static Secret Secret(string name, string chain, string key) => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = "ns" },
        Type = SecretTypes.Tls,
        Data = new Dictionary<string, ReadOnlyMemory<byte>> { ["tls.crt"] = System.Text.Encoding.UTF8.GetBytes(chain), ["tls.key"] = System.Text.Encoding.UTF8.GetBytes(key) },
    };

    private static T Read<T>(string json) => (T)JsonSerializer.Deserialize(json, SourceKinds.Json.GetTypeInfo(typeof(T)))!;

    private static string Object(string name, int age, string rest) => string.Create(
        CultureInfo.InvariantCulture, $$"""{"metadata":{"name":"{{name}}","namespace":"ns","creationTimestamp":"2026-01-01T00:00:{{59 - age:00}}Z"},{{rest}} }""");
}
