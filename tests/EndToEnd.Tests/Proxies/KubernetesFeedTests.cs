using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Reeve.Testing;
using Reeve.Testing.Http;
using Reeve.Testing.Kubernetes;

namespace Reeve.EndToEnd.Proxies;

/// <summary>
/// The real agent with <c>proxies[].kubernetes</c> serves what a real control plane asks for, by an identity that may do what the documentation says and no more.
/// Servers of the test's own stand for pods.
/// </summary>
public sealed class KubernetesFeedTests : IAsyncLifetime
{
    private const string Here = "192.0.2.1";
    private readonly ReeveCommand _reeve = new();
    private readonly int[] _ports = FreePorts.Find(3);
    private ControlPlane _plane = null!;
    private string _ns = "";
    private LoopbackServer _pod = null!;
    private string? _kubeconfig;
    private Process? _agent;

    private Uri Web => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_ports[0]}/"));

    private string Namespace => $"/api/v1/namespaces/{_ns}";

    private string Role => $"/apis/rbac.authorization.k8s.io/v1/clusterroles/{_ns}";

    private string Binding => $"/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/{_ns}";

    public async Task InitializeAsync()
    {
        if (Components.Missing(Component.ControlPlane) is not null)
        {
            return; // the tests are skipped
        }

        _plane = await ControlPlane.SharedAsync();
        _ns = await _plane.CreateNamespaceAsync("feed");
        _pod = new LoopbackServer(new IPEndPoint(ControlPlane.NodeAddress, 0), static context => context.Response.WriteAsync($"pod saw {context.Request.Path}"));
        await AllowAsync();
        StartAgent();
    }

    public async Task DisposeAsync()
    {
        await EndAgentAsync();
        if (_plane is not null)
        {
            foreach (var path in new[] { Namespace, Binding, Role })
            {
                await _plane.Admin.DeleteAsync(path);
            }

            await _pod.DisposeAsync();
        }

        _reeve.Dispose();
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task Service_LoadBalancer_IsReachedByTcpAndUdpUntilItIsGone()
    {
        using var echo = new UdpClient(new IPEndPoint(ControlPlane.NodeAddress, 0));
        var echoing = EchoAsync(echo);
        await ServiceAsync("shop", _ports[1], new IPEndPoint(ControlPlane.NodeAddress, _pod.Address.Port), "TCP");
        await ServiceAsync("echo", _ports[2], (IPEndPoint)echo.Client.LocalEndPoint!, "UDP"); // older control planes take no two transports in one
        var shop = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_ports[1]}/cart"));

        await _plane.Admin.WaitAsync($"{Namespace}/services/shop", IsHere, "the status has the proxy's address");
        await AnswersAsync(shop, "pod saw /cart");
        Assert.Equal("hello", await AskEchoAsync());

        // Only for others: nothing is answered; for us again: it is.
        await RangesAsync("198.51.100.0/24");
        await AnswersAsync(shop, null);
        await RangesAsync("198.51.100.0/24", "127.0.0.0/8");
        await AnswersAsync(shop, "pod saw /cart");

        // What was served is served again at the start.
        await EndAgentAsync();
        StartAgent();
        await AnswersAsync(shop, "pod saw /cart");

        await _plane.Admin.DeleteAsync($"{Namespace}/services/shop");
        await AnswersAsync(shop, null);
        await _plane.Admin.DeleteAsync($"{Namespace}/services/echo");
        await Eventually.TrueAsync(async () => !(await ShowAsync()).Contains("kube-", StringComparison.Ordinal), "nothing of it is left in the document");
        echo.Dispose();
        await echoing;
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task IngressAndHttpRoute_AreReachedByTheirPathsUntilTheyAreGone()
    {
        await GatewayKinds.EnsureAsync(_plane);
        await _plane.Admin.CreateAsync($"{Namespace}/services", """{"metadata":{"name":"shop"},"spec":{"ports":[{"name":"http","port":80}]}}""");
        await ServiceEndpoints.CreateAsync(_plane, _ns, "shop", ("http", new IPEndPoint(ControlPlane.NodeAddress, _pod.Address.Port), "TCP"));
        var ingresses = $"/apis/networking.k8s.io/v1/namespaces/{_ns}/ingresses";
        var gateways = $"/apis/gateway.networking.k8s.io/v1/namespaces/{_ns}";
        await _plane.Admin.CreateAsync(ingresses, $$$"""
            {"metadata":{"name":"shop"},"spec":{"ingressClassName":"{{{_ns}}}","rules":[{"http":{"paths":[
              {"path":"/cart","pathType":"Prefix","backend":{"service":{"name":"shop","port":{"number":80} } } },
              {"path":"/one","pathType":"Exact","backend":{"service":{"name":"shop","port":{"name":"http"} } } }] } }] } }
            """);
        await _plane.Admin.CreateAsync($"{gateways}/gateways", string.Create(CultureInfo.InvariantCulture, $$$"""
            {"apiVersion":"gateway.networking.k8s.io/v1","kind":"Gateway","metadata":{"name":"edge"},"spec":{"gatewayClassName":"{{{_ns}}}","listeners":[{"name":"web","port":{{{_ports[0]}}},"protocol":"HTTP"}]} }
            """));
        await _plane.Admin.CreateAsync($"{gateways}/httproutes", """
            {"apiVersion":"gateway.networking.k8s.io/v1","kind":"HTTPRoute","metadata":{"name":"items"},"spec":{"parentRefs":[{"name":"edge"}],
             "rules":[{"matches":[{"path":{"type":"RegularExpression","value":"/item/[0-9]+"}}],"backendRefs":[{"name":"shop","port":80}]}]}}
            """);

        await _plane.Admin.WaitAsync($"{ingresses}/shop", IsHere, "the status of the Ingress has the proxy's address");
        await _plane.Admin.WaitAsync($"{gateways}/httproutes/items", static route => IsAccepted(route?["status"]?["parents"]?[0]), "the route is accepted");
        await _plane.Admin.WaitAsync($"{gateways}/gateways/edge", static gateway => (string?)gateway?["status"]?["addresses"]?[0]?["value"] == Here, "the gateway has the proxy's address");
        foreach (var (path, answer) in new[] { ("cart/1", "pod saw /cart/1"), ("one", "pod saw /one"), ("one/more", "404"), ("item/12", "pod saw /item/12"), ("item/x", "404") })
        {
            await AnswersAsync(new Uri(Web, path), answer);
        }

        await _plane.Admin.DeleteAsync($"{ingresses}/shop");
        await AnswersAsync(new Uri(Web, "cart/1"), "404");
        await AnswersAsync(new Uri(Web, "item/12"), "pod saw /item/12");
        await _plane.Admin.DeleteAsync($"{gateways}/gateways/edge");
        await AnswersAsync(new Uri(Web, "item/12"), null);
    }

    private static bool IsHere(JsonNode? item) => (string?)item?["status"]?["loadBalancer"]?["ingress"]?[0]?["ip"] == Here;

    private static bool IsAccepted(JsonNode? status) =>
        status?["conditions"]?.AsArray().Any(static one => (string?)one!["type"] == "Accepted" && (string?)one["status"] == "True") == true;

    private static async Task EchoAsync(UdpClient socket)
    {
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync();
                await socket.SendAsync(received.Buffer, received.RemoteEndPoint);
            }
        }
        catch (Exception exception) when (exception is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
        {
            // The test is over.
        }
    }

    // A datagram that comes before its listener is lost.
    private async Task<string> AskEchoAsync()
    {
        using var client = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var answer = client.ReceiveAsync();
        await Eventually.TrueAsync(
            async () =>
            {
                await client.SendAsync("hello"u8.ToArray(), new IPEndPoint(IPAddress.Loopback, _ports[2]));
                return answer.IsCompleted;
            },
            "the datagram comes back");
        return Encoding.ASCII.GetString((await answer).Buffer);
    }

    private async Task ServiceAsync(string name, int port, IPEndPoint pod, string protocol)
    {
        await _plane.Admin.CreateAsync($"{Namespace}/services", string.Create(
            CultureInfo.InvariantCulture, $$$"""{"metadata":{"name":"{{{name}}}"},"spec":{"type":"LoadBalancer","ports":[{"name":"main","port":{{{port}}},"protocol":"{{{protocol}}}"}]} }"""));
        await ServiceEndpoints.CreateAsync(_plane, _ns, name, ("main", pod, protocol));
    }

    private Task RangesAsync(params string[] ranges) => _plane.Admin.PatchAsync(
        $"{Namespace}/services/shop", new JsonObject { ["spec"] = new JsonObject { ["loadBalancerSourceRanges"] = new JsonArray([.. ranges.Select(static range => (JsonNode)range)]) } }.ToJsonString());

    // Null for no answer at all, otherwise the body of a good one, or the status.
    private async Task AnswersAsync(Uri address, string? expected)
    {
        var seen = "";
        await Eventually.TrueAsync(
            async () =>
            {
                Assert.False(_agent!.HasExited);
                try
                {
                    using var client = new HttpClient();
                    using var answer = await client.GetAsync(address);
                    seen = answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync() : ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
                }
                catch (HttpRequestException)
                {
                    seen = null;
                }

                return seen == expected;
            },
            $"{address} is answered with {expected ?? "nothing"}");
    }

    private async Task<string> ShowAsync()
    {
        var shown = await _reeve.RunAsync("proxy", "show", "edge", "-o", "json");
        Assert.True(shown.ExitCode == 0, shown.ToString());
        return shown.Output;
    }

    private async Task AllowAsync()
    {
        await _plane.Admin.CreateAsync("/apis/rbac.authorization.k8s.io/v1/clusterroles", $$$"""
            {"metadata":{"name":"{{{_ns}}}"},"rules":[
              {"apiGroups":[""],"resources":["services","nodes","secrets"],"verbs":["list","watch"]},
              {"apiGroups":["discovery.k8s.io"],"resources":["endpointslices"],"verbs":["list","watch"]},
              {"apiGroups":["networking.k8s.io"],"resources":["ingresses"],"verbs":["list","watch"]},
              {"apiGroups":["gateway.networking.k8s.io"],"resources":["gateways","httproutes"],"verbs":["list","watch"]},
              {"apiGroups":["","networking.k8s.io","gateway.networking.k8s.io"],"resources":["services/status","ingresses/status","gateways/status","httproutes/status"],"verbs":["patch"]},
              {"apiGroups":["","events.k8s.io"],"resources":["events"],"verbs":["create","patch"]}] }
            """);
        await _plane.Admin.CreateAsync("/apis/rbac.authorization.k8s.io/v1/clusterrolebindings", $$$"""
            {"metadata":{"name":"{{{_ns}}}"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"{{{_ns}}}"},
             "subjects":[{"kind":"User","apiGroup":"rbac.authorization.k8s.io","name":"{{{_ns}}}"}] }
            """);
    }

    private void StartAgent()
    {
        File.WriteAllText(_reeve["reeve.yaml"], string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            proxies:
              - name: edge
                kubernetes:
                  kubeconfig: "{{_kubeconfig ??= _plane.Kubeconfigs.User(_ns, [])}}"
                  addresses: [{{Here}}]
                  bind: 127.0.0.1
                  httpPort: {{_ports[0]}}
                  ingressClass: {{_ns}}
                  gatewayClass: {{_ns}}
                  namespace: {{_ns}}
                  pods: true
            clusterApi: {rest: "127.0.0.1:0", metrics: "off"}
            edgeApi: {rest: "off", grpc: "off"}
            """));
        _agent = Programs.Start(ReeveCommand.Program, ["serve", "--config", _reeve["reeve.yaml"], "--state-dir", _reeve.State]);
        _agent.BeginOutputReadLine();
        _agent.BeginErrorReadLine();
    }

    private async Task EndAgentAsync()
    {
        if (_agent is { } agent)
        {
            _agent = null;
            agent.Kill();
            await agent.WaitForExitAsync();
            agent.Dispose();
        }
    }
}
