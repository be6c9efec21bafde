using System.Text.Json.Nodes;
using Reeve.Host.Tests.Support;
using Reeve.Testing;
using Reeve.Testing.Kubernetes;

namespace Reeve.Host.Tests.EndToEnd;

/// <summary>The agent as nodes of a real cluster.</summary>
public sealed class NodeTests : IAsyncLifetime
{
    private readonly TempDirectory _directory = new();
    private readonly string _name = $"host-{Guid.NewGuid().ToString("N")[..8]}";
    private ReeveProcess? _agent;

    private ReeveProcess Agent => _agent ?? throw new InvalidOperationException("The agent does not run.");

    [RequiresFact(Component.ControlPlane)]
    public async Task Node_ServiceAccountWithTheSamplesRules_RunsAPodAndIsRefusedNothing()
    {
        var plane = await ControlPlane.SharedAsync();
        await plane.Kubectl.RunAsync("apply", "-f", Path.Combine(Repository.Samples, "rbac", "node.yaml"));
        var ns = await plane.CreateNamespaceAsync("rbac");
        await plane.Admin.CreateAsync($"/api/v1/namespaces/{ns}/configmaps", """{"metadata":{"name":"cm"},"data":{"A":"b"}}""");
        await plane.Admin.CreateAsync($"/api/v1/namespaces/{ns}/secrets", """{"metadata":{"name":"secret"},"stringData":{"C":"d"}}""");
        Start("--name", _name, "--port", "0", "--kubeconfig", await plane.Kubeconfigs.ServiceAccountAsync("reeve", "reeve-node"), "-vv");
        await ReadyAsync(plane, _name);

        await plane.Admin.CreateAsync($"/api/v1/namespaces/{ns}/pods", $$"""
            {
              "metadata": { "name": "p" },
              "spec": {
                "nodeName": "{{_name}}", "terminationGracePeriodSeconds": 1, "tolerations": [{ "operator": "Exists" }],
                "containers": [{
                  "name": "c", "image": "host:/bin/sleep", "command": ["/bin/sleep", "1000"],
                  "envFrom": [{ "configMapRef": { "name": "cm" } }, { "secretRef": { "name": "secret" } }]
                }]
              }
            }
            """);
        await plane.Admin.WaitAsync($"/api/v1/namespaces/{ns}/pods/p", pod => (string?)pod?["status"]?["phase"] == "Running", "the pod runs");
        var exec = await plane.Kubectl.RunAsync("exec", "-n", ns, "p", "--", "/bin/sh", "-c", "echo $A$C");
        Assert.Equal("bd", exec.Trim());
        var lease = await plane.Admin.GetAsync($"/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/{_name}");
        Assert.Equal(_name, (string?)lease["spec"]!["holderIdentity"]);
        await plane.Admin.DeleteAsync($"/api/v1/namespaces/{ns}/pods/p");
        await plane.Admin.WaitAsync($"/api/v1/namespaces/{ns}/pods/p", pod => pod is null, "the pod is gone");

        await EndAsync(plane, _name);
        Assert.DoesNotContain("forbidden", Agent.Error, StringComparison.OrdinalIgnoreCase);
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task Node_TwoInOneAgent_EachWithItsIdentityAndHalfTheMachine()
    {
        var plane = await ControlPlane.SharedAsync();
        var (one, two) = (_name + "-a", _name + "-b");
        var file = _directory.Write("reeve.yaml", $$"""
            node: {port: 0, disableTaint: true}
            nodes:
              - {name: {{one}}, kubeconfig: "{{plane.Kubeconfigs.Node(one)}}", share: 50%, options: {maxPods: 3} }
              - {name: {{two}}, kubeconfig: "{{plane.Kubeconfigs.Node(two)}}", labels: {half: second} }
            """);
        Start("--config", file);
        var first = await ReadyAsync(plane, one);
        var second = await ReadyAsync(plane, two);

        Assert.Equal("3", (string?)first["status"]!["capacity"]!["pods"]);
        Assert.Equal("second", (string?)second["metadata"]!["labels"]!["half"]);
        Assert.Equal(Environment.ProcessorCount * 1000, Milli(first) + Milli(second));
        Assert.True(File.Exists(_directory[$"s/nodes/{one}/instance"]) && File.Exists(_directory[$"s/nodes/{two}/instance"]));
        var (exitCode, output, error) = await ReeveProcess.RunAsync(["pods", "-A", "--state-dir", _directory["s"]]);
        Assert.True(exitCode == 0, output + error);

        await EndAsync(plane, one, two);
    }

    [Fact]
    public async Task Node_CredentialsKubeconfigNotThere_DoesNotStartAndSaysWhichFile()
    {
        var kubeconfig = _directory.Write("node.conf", """
            clusters: [{name: a, cluster: {server: "https://127.0.0.1:1"}}]
            users: [{name: a, user: {token: t}}]
            contexts: [{name: a, context: {cluster: a, user: a}}]
            current-context: a
            """);

        var (exitCode, output, error) = await ReeveProcess.RunAsync(
            ["node", "--state-dir", _directory["s"], "--kubeconfig", kubeconfig, "--credentials-kubeconfig", _directory["missing.conf"]]);

        Assert.True(exitCode == 2, output + error);
        Assert.Contains($"{_directory["missing.conf"]} cannot be read", error, StringComparison.Ordinal);
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task Node_ShutdownGracePeriod_PodsEndAndTheNodeSaysSo()
    {
        var plane = await ControlPlane.SharedAsync();
        var ns = await plane.CreateNamespaceAsync("shutdown");
        Start("--name", _name, "--port", "0", "--kubeconfig", plane.Kubeconfigs.Node(_name), "--disable-taint", "--set", "node.shutdownGracePeriod=30s");
        await ReadyAsync(plane, _name);
        await plane.Admin.CreateAsync($"/api/v1/namespaces/{ns}/pods", $$"""
            {
              "metadata": { "name": "p" },
              "spec": { "nodeName": "{{_name}}", "containers": [{ "name": "c", "image": "host:/bin/sleep", "command": ["/bin/sleep", "1000"] }] }
            }
            """);
        await plane.Admin.WaitAsync($"/api/v1/namespaces/{ns}/pods/p", pod => (string?)pod?["status"]?["phase"] == "Running", "the pod runs");

        Agent.Terminate();
        Assert.Equal(0, await Agent.WaitAsync());

        var pod = await plane.Admin.GetAsync($"/api/v1/namespaces/{ns}/pods/p");
        Assert.Equal(("Failed", "Terminated"), ((string?)pod["status"]!["phase"], (string?)pod["status"]!["reason"]));
        var node = await plane.Admin.GetAsync($"/api/v1/nodes/{_name}");
        Assert.Equal("False", Condition(node, "Ready"));
        Assert.Contains("node is shutting down", node["status"]!["conditions"]!.ToJsonString(), StringComparison.Ordinal);
        await plane.Admin.DeleteAsync($"/api/v1/nodes/{_name}");
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task Node_CertificatesOfSeconds_ReplacedWhileTheNodeStaysReady()
    {
        // The life begins five minutes in the past.
        await using var plane = await ControlPlane.StartAsync(new ControlPlaneOptions { ControllerFlags = ["--cluster-signing-duration=325s"] });
        var kubeconfig = _directory["node.conf"];
        Start("--name", _name, "--port", "0", "--kubeconfig", kubeconfig, "--bootstrap-kubeconfig", plane.Kubeconfigs.Bootstrap());
        await ReadyAsync(plane, _name);
        Assert.Contains("client-certificate:", await File.ReadAllTextAsync(kubeconfig), StringComparison.Ordinal);
        var certificate = Path.Combine(_directory["s"], "nodes", _name, "pki", "client.pem");
        var first = await File.ReadAllTextAsync(certificate);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(certificate));

        // Twice: the second one was asked for with the first one's successor.
        await Eventually.TrueAsync(async () => await File.ReadAllTextAsync(certificate) != first, "the certificate is replaced");
        var second = await File.ReadAllTextAsync(certificate);
        await Eventually.TrueAsync(async () => await File.ReadAllTextAsync(certificate) != second, "the certificate is replaced once more");
        var lease = $"/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/{_name}";
        var renewed = (string?)(await plane.Admin.GetAsync(lease))["spec"]!["renewTime"];
        await plane.Admin.WaitAsync(lease, item => (string?)item!["spec"]!["renewTime"] != renewed, "the lease is renewed with the new certificate");
        Assert.Equal("True", Condition(await plane.Admin.GetAsync($"/api/v1/nodes/{_name}"), "Ready"));
        Assert.DoesNotContain("not renewed", Agent.Error, StringComparison.Ordinal);

        await EndAsync(plane, _name);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_agent is not null)
        {
            await _agent.DisposeAsync();
        }

        _directory.Dispose();
    }

    private static string? Condition(JsonNode node, string type) =>
        (string?)node["status"]!["conditions"]!.AsArray().Single(condition => (string?)condition!["type"] == type)!["status"];

    private static long Milli(JsonNode node) =>
        Reeve.Kubernetes.Quantity.Parse((string)node["status"]!["capacity"]!["cpu"]!).MilliValue;

    private void Start(params string[] arguments) => _agent = ReeveProcess.Start(["node", "--state-dir", _directory["s"], .. arguments]);

    private async Task<JsonNode> ReadyAsync(ControlPlane plane, string name) => (await plane.Admin.WaitAsync(
        $"/api/v1/nodes/{name}",
        node => Agent.HasExited
            ? throw new InvalidOperationException($"The agent ended: {Agent.Output}{Agent.Error}")
            : node?["status"]?["conditions"] is not null && Condition(node, "Ready") == "True",
        $"node {name} is ready"))!;

    private async Task EndAsync(ControlPlane plane, params string[] nodes)
    {
        Agent.Terminate();
        Assert.Equal(0, await Agent.WaitAsync());
        foreach (var node in nodes)
        {
            await plane.Admin.DeleteAsync($"/api/v1/nodes/{node}");
        }
    }
}
