using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Kubernetes;
using Reeve.Runtime.KubeletApi;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Connections;
using Reeve.Runtime.Nodes.Certificates;
using Reeve.Runtime.Tests.KubeletApi.Support;
using Reeve.Testing.Kubernetes;

namespace Reeve.Runtime.Tests.KubeletApi.Cluster;

/// <summary>A node of a real control plane: a Node object, a running pod bound to it, and the server that answers for both.</summary>
internal sealed class ClusterNode : IAsyncDisposable
{
    private readonly X509Certificate2 _certificate;
    private readonly KubernetesClient _api;

    private ClusterNode(ControlPlane plane, string name, string ns, KubernetesClient api)
    {
        (Plane, Name, Namespace, _api) = (plane, name, ns, api);
        _certificate = plane.Authority.Issue(name, []);
        var bundle = CertificateBundle.FromPem(_certificate.ExportCertificatePem(), _certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        X509Certificate2Collection authorities = [plane.Authority.Certificate];
        ShellProvider.Equip(Provider);
        Server = new KubeletApiServer(
            new KubeletApiSetup
            {
                NodeName = name,
                Owner = new Owner { Cluster = "test", Node = name },
                Pods = Pods,
                Provider = Provider,
                ProviderName = "shell",
                Api = api,
                ServingCertificate = () => bundle,
                ClientAuthorities = () => authorities,
                Options = new KubeletApiOptions { Address = ControlPlane.NodeAddress.ToString(), Port = 0 },
            },
            NullLoggerFactory.Instance,
            null,
            TimeProvider.System);
    }

    public ControlPlane Plane { get; }

    public string Name { get; }

    public string Namespace { get; }

    public FakePods Pods { get; } = new();

    public FakeProvider Provider { get; } = new();

    public KubeletApiServer Server { get; }

    /// <summary>Registers a node and binds a pod <c>web</c> with a container <c>main</c> to it.</summary>
    public static async Task<ClusterNode> StartAsync(string name)
    {
        var plane = await ControlPlane.SharedAsync();
        var ns = await plane.CreateNamespaceAsync(name);
        var connection = new KubernetesConnection
        {
            Server = plane.Server,
            CertificateAuthorities = [plane.Authority.Certificate],
            Credentials = StaticCredentials.ForCertificate(new ClientCertificate(plane.Authority.Issue($"system:node:{name}", ["system:nodes"]))),
        };
        var node = new ClusterNode(plane, name, ns, new KubernetesClient(connection));
        await node.Server.StartAsync(CancellationToken.None);
        await node.RegisterAsync();
        await node.BindAsync("web");
        return node;
    }

    public async ValueTask DisposeAsync()
    {
        await Plane.Admin.DeleteAsync($"/api/v1/namespaces/{Namespace}/pods/web", """{"gracePeriodSeconds":0}""");
        await Plane.Admin.DeleteAsync($"/api/v1/nodes/{Name}");
        await Server.DisposeAsync();
        _api.Dispose();
        _certificate.Dispose();
    }

    private async Task RegisterAsync()
    {
        await Plane.Admin.CreateAsync("/api/v1/nodes", $$$"""{"metadata":{"name":"{{{Name}}}"}}""");
        var port = Server.EndPoint!.Port.ToString(CultureInfo.InvariantCulture);
        await Plane.Admin.PatchAsync($"/api/v1/nodes/{Name}/status", $$$"""
            {"status":{"addresses":[{"type":"InternalIP","address":"{{{ControlPlane.NodeAddress}}}"}],"daemonEndpoints":{"kubeletEndpoint":{"Port":{{{port}}}}},
            "conditions":[{"type":"Ready","status":"True","reason":"Test","message":""}]}}
            """);
    }

    private async Task BindAsync(string pod)
    {
        var path = $"/api/v1/namespaces/{Namespace}/pods";
        await Plane.Admin.CreateAsync(path, $$$"""
            {"metadata":{"name":"{{{pod}}}"},"spec":{"nodeName":"{{{Name}}}","automountServiceAccountToken":false,"containers":[{"name":"main","image":"busybox","ports":[{"containerPort":80}]}],
            "tolerations":[{"operator":"Exists"}]}}
            """);
        var stored = await Plane.Admin.PatchAsync($"{path}/{pod}/status", """
            {"status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}],
            "containerStatuses":[{"name":"main","image":"busybox","imageID":"","ready":true,"restartCount":0,"state":{"running":{}}}]}}
            """);
        Pods.Add(KubernetesJson.Deserialize<Pod>(stored.ToJsonString()));
    }
}
