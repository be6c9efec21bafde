using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Reeve.Testing;

namespace Reeve.Runtime.Tests.KubeletApi.Cluster;

/// <summary>kubectl, through a real API server.</summary>
public sealed class KubectlTests
{
    [RequiresFact(Component.ControlPlane)]
    public async Task Exec_Command_HasStreamsAndExitCode()
    {
        await using var node = await ClusterNode.StartAsync("kubectl-exec");
        var kubectl = node.Plane.Kubectl;

        var result = await kubectl.TryWithInputAsync("hello", "exec", "-i", "-n", node.Namespace, "web", "--", "sh", "-c", "cat; echo oops >&2; exit 7");

        Assert.Equal("hello", result.Output);
        Assert.Contains("oops", result.Error, StringComparison.Ordinal);
        Assert.Equal(7, result.ExitCode);
        Assert.Equal("done\n", await kubectl.RunAsync("exec", "-n", node.Namespace, "web", "-c", "main", "--", "echo", "done"));
        Assert.Contains("container none is not valid", (await kubectl.TryAsync("exec", "-n", node.Namespace, "web", "-c", "none", "--", "echo")).Error, StringComparison.Ordinal);
        var missing = await kubectl.TryAsync("exec", "-t", "-i", "-n", node.Namespace, "web", "--", "sh", "-c", "exit 3");
        Assert.Equal(3, missing.ExitCode);
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task Exec_MuchData_ComesWholeBothWays()
    {
        await using var node = await ClusterNode.StartAsync("kubectl-data");
        var text = string.Concat(Enumerable.Range(0, 600_000).Select(static i => $"{i}\n"));

        var result = await node.Plane.Kubectl.TryWithInputAsync(text, "exec", "-i", "-n", node.Namespace, "web", "--", "cat");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(text.Length, result.Output.Length);
        Assert.Equal(text, result.Output);
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task Attach_Input_ComesBack()
    {
        await using var node = await ClusterNode.StartAsync("kubectl-attach");

        var result = await node.Plane.Kubectl.TryWithInputAsync("typed", "attach", "-i", "-n", node.Namespace, "web");

        Assert.True(result.Succeeded, result.Error);
        Assert.Equal("attached\n", result.Output[..9]);
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task Copy_Directory_ComesWholeBothWays()
    {
        await using var node = await ClusterNode.StartAsync("kubectl-copy");
        using var here = new TempDirectory();
        var (from, there, back) = (Path.Combine(here.Path, "from"), Path.Combine(here.Path, "there"), Path.Combine(here.Path, "back"));
        Directory.CreateDirectory(Path.Combine(from, "sub"));
        Directory.CreateDirectory(there);
        var data = new byte[3_000_000];
        new Random(3).NextBytes(data);
        await File.WriteAllBytesAsync(Path.Combine(from, "sub", "file"), data);

        await node.Plane.Kubectl.RunAsync("cp", "-n", node.Namespace, from, $"web:{there}");
        await node.Plane.Kubectl.RunAsync("cp", "-n", node.Namespace, $"web:{there}/from", back);

        Assert.Equal(data, await File.ReadAllBytesAsync(Path.Combine(back, "sub", "file")));
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task PortForward_Connection_ReachesThePort()
    {
        await using var node = await ClusterNode.StartAsync("kubectl-forward");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var serving = Task.Run(async () =>
        {
            for (var i = 0; i < 3; i++)
            {
                using var connection = await listener.AcceptTcpClientAsync();
                var line = await new StreamReader(connection.GetStream()).ReadLineAsync();
                await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"echo {line}")); // and closes first
            }
        });

        using var kubectl = node.Plane.Kubectl.Start("port-forward", "-n", node.Namespace, "pod/web", string.Create(CultureInfo.InvariantCulture, $":{port}"));
        try
        {
            // Forwarding from 127.0.0.1:12345 -> 80
            var said = await kubectl.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
            var local = int.Parse(said!.Split("127.0.0.1:")[1].Split(' ')[0], CultureInfo.InvariantCulture);
            for (var i = 0; i < 3; i++)
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, local);
                await client.GetStream().WriteAsync("hi\n"u8.ToArray());
                Assert.Equal("echo hi", await new StreamReader(client.GetStream()).ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60)));
            }

            await serving.WaitAsync(TimeSpan.FromSeconds(60));
        }
        finally
        {
            kubectl.Kill();
        }
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task Logs_Options_ReachTheNode()
    {
        await using var node = await ClusterNode.StartAsync("kubectl-logs");
        var kubectl = node.Plane.Kubectl;

        Assert.Equal("one\ntwo\n", await kubectl.RunAsync("logs", "-n", node.Namespace, "web"));
        Assert.Equal("one\ntwo\n", await kubectl.RunAsync("logs", "-f", "-n", node.Namespace, "web", "--tail=5", "--since=1h"));
        Assert.StartsWith("2026-01-02T03:04:05.000000006Z one", await kubectl.RunAsync("logs", "--timestamps", "-n", node.Namespace, "web"), StringComparison.Ordinal);
        var previous = await kubectl.TryAsync("logs", "--previous", "-n", node.Namespace, "web");
        Assert.Contains("previous terminated container \"main\" in pod \"web\" not found", previous.Error, StringComparison.Ordinal);
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task NodeProxy_Paths_AnswerTheAdministratorAlone()
    {
        await using var node = await ClusterNode.StartAsync("kubectl-proxy");
        var kubectl = node.Plane.Kubectl;
        string At(string path) => $"/api/v1/nodes/{node.Name}/proxy/{path}";

        var summary = JsonNode.Parse(await kubectl.RunAsync("get", "--raw", At("stats/summary")))!;
        Assert.Equal(node.Name, (string?)summary["node"]!["nodeName"]);
        Assert.Equal("web", (string?)JsonNode.Parse(await kubectl.RunAsync("get", "--raw", At("pods")))!["items"]![0]!["metadata"]!["name"]);
        Assert.Contains("node_cpu_usage_seconds_total", await kubectl.RunAsync("get", "--raw", At("metrics/resource")), StringComparison.Ordinal);
        Assert.Equal("ok", await kubectl.RunAsync("get", "--raw", At("healthz")));
        Assert.Contains("kubeletconfig", await kubectl.RunAsync("get", "--raw", At("configz")), StringComparison.Ordinal);
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task Token_OfAServiceAccount_HasItsRightsAlone()
    {
        await using var node = await ClusterNode.StartAsync("kubectl-token");
        await node.Plane.Admin.CreateAsync("/apis/rbac.authorization.k8s.io/v1/clusterroles", """
            {"metadata":{"name":"kubelet-stats"},"rules":[{"apiGroups":[""],"resources":["nodes/stats"],"verbs":["get"]}]}
            """);
        await node.Plane.Admin.CreateAsync("/apis/rbac.authorization.k8s.io/v1/clusterrolebindings", $$$"""
            {"metadata":{"name":"kubelet-stats"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"kubelet-stats"},
            "subjects":[{"kind":"ServiceAccount","name":"default","namespace":"{{{node.Namespace}}}"}]}
            """);
        var review = await node.Plane.Admin.CreateAsync(
            $"/api/v1/namespaces/{node.Namespace}/serviceaccounts/default/token",
            """{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{"audiences":[],"expirationSeconds":3600}}""");
        using var handler = new SocketsHttpHandler { SslOptions = new() { RemoteCertificateValidationCallback = static (_, _, _, _) => true } };
        using var client = new HttpClient(handler) { BaseAddress = new Uri($"https://{node.Server.EndPoint}") };

        async Task<HttpStatusCode> AskAsync(string path, string token)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Authorization", $"Bearer {token}" } } };
            using var response = await client.SendAsync(request);
            return response.StatusCode;
        }

        var mine = (string)review["status"]!["token"]!;
        Assert.Equal(HttpStatusCode.OK, await AskAsync("/stats/summary", mine));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync("/pods", mine));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync("/containerLogs/default/web/main", mine));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync("/stats/summary", "nobody's"));
    }
}
