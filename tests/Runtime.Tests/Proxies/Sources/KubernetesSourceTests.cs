using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Runtime.Kubernetes.Connections;
using Reeve.Runtime.Kubernetes.Connections.Kubeconfigs;
using Reeve.Runtime.Proxies;
using Reeve.Runtime.Proxies.Sources;
using Reeve.Runtime.Proxies.Specs;
using Reeve.Runtime.Tests.Plugins;
using Reeve.Testing;
using Reeve.Testing.Http;
using Reeve.Testing.Kubernetes;

namespace Reeve.Runtime.Tests.Proxies.Sources;

/// <summary>The real plugin, fed by a real control plane. Pods are stood for by a server of the test's own.</summary>
public sealed class KubernetesSourceTests : IAsyncLifetime
{
    private const string Host = "shop.example.org";
    private readonly PluginYard _yard = new();
    private readonly int[] _ports = FreePorts.Find(4);
    private ControlPlane _plane = null!;
    private string _ns = "";
    private ProxyService _proxy = null!;
    private LoopbackServer _pod = null!;

    public async Task InitializeAsync()
    {
        if (Components.Missing(Component.ControlPlane) is not null)
        {
            return; // the tests are skipped
        }

        _plane = await ControlPlane.SharedAsync();
        _ns = await _plane.CreateNamespaceAsync("proxy");
        FixtureDirectory.Copy("proxy", _yard.Place("proxy"));
        await _yard.Manager.StartAsync(CancellationToken.None);
        var provider = await _yard.Manager.OpenProxyProviderAsync("proxy", _yard.Instance("edge"), CancellationToken.None);
        _proxy = new ProxyService("edge", provider, _yard.State("history"), TimeProvider.System, NullLogger.Instance);
        await _proxy.StartAsync(CancellationToken.None);
        _pod = new LoopbackServer(new IPEndPoint(ControlPlane.NodeAddress, 0), static context => context.Response.WriteAsync($"pod saw {context.Request.Host.Host}"));
    }

    public async Task DisposeAsync()
    {
        if (_proxy is not null)
        {
            await _plane.Admin.DeleteAsync($"/api/v1/namespaces/{_ns}");
            await _proxy.DisposeAsync();
            await _pod.DisposeAsync();
        }

        await _yard.DisposeAsync();
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task Service_LoadBalancer_IsReachedUntilItIsGone()
    {
        await using var source = Start();
        await ServiceAsync("web", "LoadBalancer", _ports[1]);
        await SliceAsync("web");

        await _plane.Admin.WaitAsync($"{Services}/web", IsReached, "the status has the proxy's address");
        await Eventually.TrueAsync(() => _proxy.Current!.Spec.Listeners.Count == 1, "its pod was seen");
        Assert.Equal("pod saw 127.0.0.1", await AskAsync($"http://127.0.0.1:{_ports[1]}/"));
        await Eventually.TrueAsync(() => source.Status.Served.SequenceEqual([$"Service/{_ns}/web"]), "the status of the source says so");

        // Another one with its port is told why it gets nothing, and gets it when the first is gone.
        await ServiceAsync("late", "LoadBalancer", _ports[1]);
        await SliceAsync("late");
        await _plane.Admin.WaitListAsync($"/api/v1/namespaces/{_ns}/events", events => events.Any(one => (string?)one["reason"] == "Conflict" && (string?)one["involvedObject"]!["name"] == "late"), "an event says why");
        Assert.Null((await _plane.Admin.GetAsync($"{Services}/late"))["status"]!["loadBalancer"]!["ingress"]);
        await _plane.Admin.DeleteAsync($"{Services}/web");
        await _plane.Admin.WaitAsync($"{Services}/late", IsReached, "the other one has the port");
        Assert.StartsWith("kube-svc-", Assert.Single(_proxy.Current!.Spec.Listeners).Name, StringComparison.Ordinal);

        // One that wants no load balancer any more says so no longer.
        await _plane.Admin.PatchAsync($"{Services}/late", """{"spec":{"type":"ClusterIP"}}""");
        await Eventually.TrueAsync(() => _proxy.Current!.Spec.Listeners.Count == 0, "its listener is gone");
        await _plane.Admin.WaitAsync($"{Services}/late", service => service!["status"]!["loadBalancer"]!["ingress"] is null, "so is its address");
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task Ingress_WithACertificate_IsServedBesideTheRestOfTheDocument()
    {
        var mine = ProxyDocuments.Simple(_ports[2], "mine");
        await _proxy.ApplyAsync(mine, "tester", null, CancellationToken.None);
        await ServiceAsync("shop", "ClusterIP", 80);
        await SliceAsync("shop");
        using var certificate = MakeCertificate(out var chain, out var key);
        await _plane.Admin.CreateAsync($"/api/v1/namespaces/{_ns}/secrets", new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "shop" },
            ["type"] = "kubernetes.io/tls",
            ["stringData"] = new JsonObject { ["tls.crt"] = chain, ["tls.key"] = key },
        }.ToJsonString());
        await _plane.Admin.CreateAsync($"{Ingresses}", $$$"""
            {"metadata":{"name":"shop"},"spec":{"ingressClassName":"{{{_ns}}}","tls":[{"hosts":["{{{Host}}}"],"secretName":"shop"}],
             "rules":[{"host":"{{{Host}}}","http":{"paths":[{"path":"/cart","pathType":"Prefix","backend":{"service":{"name":"shop","port":{"number":80} } } }] } }] } }
            """);

        await using (Start())
        {
            await _plane.Admin.WaitAsync($"{Ingresses}/shop", IsReached, "the status has the proxy's address");
            Assert.Equal($"pod saw {Host}", await AskAsync($"https://{Host}:{_ports[3]}/cart/1", certificate));
            Assert.Equal($"pod saw {Host}", await AskAsync($"http://{Host}:{_ports[0]}/cart"));
            Assert.Contains(mine.Listeners[0].Name, _proxy.Current!.Spec.Listeners.Select(one => one.Name));
        }

        // While nobody looks it stays; what has gone meanwhile goes when somebody does.
        await _plane.Admin.DeleteAsync($"{Ingresses}/shop");
        Assert.Equal($"pod saw {Host}", await AskAsync($"http://{Host}:{_ports[0]}/cart"));
        await using (Start())
        {
            await Eventually.TrueAsync(() => _proxy.Diff(mine).Count == 0, "the document is as it was");
        }
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task HttpRoute_OfAGateway_IsServedAndItsConditionsSaySo()
    {
        await GatewayKinds.EnsureAsync(_plane);
        await ServiceAsync("shop", "ClusterIP", 80);
        await SliceAsync("shop");
        await using var source = Start();
        await _plane.Admin.CreateAsync($"{Gateways}/gateways", string.Create(CultureInfo.InvariantCulture, $$$"""
            {"apiVersion":"gateway.networking.k8s.io/v1","kind":"Gateway","metadata":{"name":"edge"},"spec":{"gatewayClassName":"{{{_ns}}}","listeners":[{"name":"web","port":{{{_ports[0]}}},"protocol":"HTTP"}]} }
            """));
        await _plane.Admin.CreateAsync($"{Gateways}/httproutes", """
            {"apiVersion":"gateway.networking.k8s.io/v1","kind":"HTTPRoute","metadata":{"name":"shop"},"spec":{"parentRefs":[{"name":"edge"}],"hostnames":["shop.example.org"],
             "rules":[{"matches":[{"path":{"type":"PathPrefix","value":"/cart"}}],"backendRefs":[{"name":"shop","port":80}]}]}}
            """);

        await _plane.Admin.WaitAsync($"{Gateways}/httproutes/shop", route => IsAccepted(route?["status"]?["parents"]?[0]), "the route is accepted");
        await _plane.Admin.WaitAsync($"{Gateways}/gateways/edge", gateway => IsAccepted(gateway?["status"]) && (string?)gateway?["status"]?["addresses"]?[0]?["value"] == "192.0.2.1", "so is the gateway");
        Assert.Equal($"pod saw {Host}", await AskAsync($"http://{Host}:{_ports[0]}/cart/1"));

        await _plane.Admin.DeleteAsync($"{Gateways}/gateways/edge");
        await Eventually.TrueAsync(() => _proxy.Current!.Spec.Listeners.Count == 0, "its listener is gone");
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task Service_PortOfAnotherProgram_TheOthersAreServed()
    {
        using var taken = new TcpListener(IPAddress.Loopback, _ports[1]);
        taken.Start();
        await ServiceAsync("blocked", "LoadBalancer", _ports[1]);
        await SliceAsync("blocked");
        await ServiceAsync("free", "LoadBalancer", _ports[2]);
        await SliceAsync("free");
        await using var source = Start();

        await _plane.Admin.WaitAsync($"{Services}/free", IsReached, "the free one is served");
        await Eventually.TrueAsync(
            () => source.Status.Refused.GetValueOrDefault($"Service/{_ns}/blocked")?.Single().Contains("another program", StringComparison.Ordinal) == true, "why the other one is not is said");
        Assert.Equal("pod saw 127.0.0.1", await AskAsync($"http://127.0.0.1:{_ports[2]}/"));
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task Connection_NotToBeHad_IsTriedAgainAndTheDocumentStays()
    {
        var mine = ProxyDocuments.Simple(_ports[2], "kube-old");
        await _proxy.ApplyAsync(mine, "tester", null, CancellationToken.None);
        var tries = 0;
        await using var source = new KubernetesSource(
            _ => Interlocked.Increment(ref tries) < 3 ? throw new KubernetesConfigurationException("not yet") : Task.FromResult(Connection()),
            _proxy, Options(), TimeProvider.System, NullLoggerFactory.Instance);

        await Eventually.TrueAsync(() => source.Status.Problem == "not yet" || tries >= 3, "the problem is said");
        await Eventually.TrueAsync(() => _proxy.Current!.Spec.Listeners.Count == 0, "what no object stands for is gone once the cluster was seen");
        Assert.Equal(3, tries);
    }

    private string Services => $"/api/v1/namespaces/{_ns}/services";

    private string Ingresses => $"/apis/networking.k8s.io/v1/namespaces/{_ns}/ingresses";

    private string Gateways => $"/apis/gateway.networking.k8s.io/v1/namespaces/{_ns}";

    private static bool IsAccepted(JsonNode? status) =>
        status?["conditions"]?.AsArray().Any(one => (string?)one!["type"] == "Accepted" && (string?)one["status"] == "True") == true;

    private KubernetesSource Start() => new(_ => Task.FromResult(Connection()), _proxy, Options(), TimeProvider.System, NullLoggerFactory.Instance);

    private KubernetesConnection Connection() => new KubeconfigLoader().Load(new KubeconfigOptions { Path = _plane.Kubeconfigs.Admin });

    // Other tests have services in the same control plane.
    private KubernetesSourceOptions Options() => new()
    {
        Addresses = ["192.0.2.1", "edge.example.org"], Bind = "127.0.0.1", HttpPort = _ports[0], HttpsPort = _ports[3], IngressClass = _ns, GatewayClass = _ns, Namespace = _ns, Pods = true,
    };

    private static bool IsReached(JsonNode? item) =>
        item?["status"]?["loadBalancer"]?["ingress"] is JsonArray { Count: 2 } list && (string?)list[0]!["ip"] == "192.0.2.1" && (string?)list[1]!["hostname"] == "edge.example.org";

    private Task<JsonNode> ServiceAsync(string name, string type, int port) => _plane.Admin.CreateAsync(
        Services, string.Create(CultureInfo.InvariantCulture, $$$"""{"metadata":{"name":"{{{name}}}"},"spec":{"type":"{{{type}}}","ports":[{"name":"http","port":{{{port}}} }] } }"""));

    private Task SliceAsync(string service) => ServiceEndpoints.CreateAsync(_plane, _ns, service, ("http", new IPEndPoint(ControlPlane.NodeAddress, _pod.Address.Port), "TCP"));

    private static async Task<string> AskAsync(string url, X509Certificate2? authority = null)
    {
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = static async (context, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        if (authority is not null)
        {
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, CustomTrustStore = { authority } };
        }

        using var client = new HttpClient(handler);
        return await client.GetStringAsync(new Uri(url));
    }

    private static X509Certificate2 MakeCertificate(out string chain, out string key)
    {
        using var pair = RSA.Create(2048);
        var request = new CertificateRequest($"CN={Host}", pair, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Host);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        (chain, key) = (certificate.ExportCertificatePem(), pair.ExportRSAPrivateKeyPem());
        return certificate;
    }
}
