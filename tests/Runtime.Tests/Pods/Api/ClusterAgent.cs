using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Connections.Kubeconfigs;
using Reeve.Runtime.Kubernetes.Events;
using Reeve.Runtime.Pods;
using Reeve.Runtime.Pods.Api;
using Reeve.Runtime.Pods.Sources;
using Reeve.Runtime.State;
using Reeve.Runtime.Tests.Pods.Fakes;
using Reeve.Testing;
using Reeve.Testing.Kubernetes;

namespace Reeve.Runtime.Tests.Pods.Api;

/// <summary>The pods of a node of a real control plane, with the node's own identity, over a backend in memory.</summary>
internal sealed class ClusterAgent : IAsyncDisposable
{
    private static int _nodes;

    private readonly KubernetesClient _client;
    private readonly EventRecorder _events;
    private readonly PodApi _pods;
    private readonly StateDirectory _state;
    private readonly bool _ownsPath;
    private bool _isEnded;

    private ClusterAgent(ControlPlane plane, string node, string ns, FakeBackend backend, string? path, bool isAway, Action<ClusterAgent>? setUp)
    {
        Plane = plane;
        Node = node;
        Namespace = ns;
        _ownsPath = path is null;
        Path = path ?? Directory.CreateTempSubdirectory("reeve-cluster-pods-").FullName;
        Provider = new(backend);
        _client = new(
            new KubeconfigLoader().Load([plane.Kubeconfigs.Node(node)]), new KubernetesClientOptions { RequestsPerSecond = 0 });
        Api = new(_client) { IsAway = isAway };
        var owner = new Owner { Cluster = _client.Endpoint.ClusterId, Node = node };
        Options = new() { Owner = owner, Node = new(), OrphanGracePeriod = TimeSpan.FromSeconds(1), RetryDelay = TimeSpan.FromMilliseconds(200) };
        Cluster = new() { Owner = owner, StateDirectory = Path, ClusterId = owner.Cluster };
        setUp?.Invoke(this);
        _events = new(_client, new() { Component = "kubelet", Host = node });
        _pods = new(Cluster, Api, _events, Options.Node!, TimeProvider.System, NullLoggerFactory.Instance);
        _state = StateDirectory.Open(Path);
        Manager = new(Options, Provider, [_pods.Pods, .. Sources], _pods.Objects, _state, TimeProvider.System, NullLoggerFactory.Instance, null, _pods.Reporter, _pods.Tokens);
    }

    public ControlPlane Plane { get; }

    public string Node { get; }

    public string Namespace { get; }

    public string Path { get; }

    public PodManagerOptions Options { get; set; }

    public PodApiOptions Cluster { get; set; }

    public List<IPodSource> Sources { get; } = [];

    public FakeProvider Provider { get; }

    public FakeBackend Backend => Provider.Backend;

    public CountingApi Api { get; }

    public PodManager Manager { get; }

    /// <summary>A new node, with a namespace for its pods.</summary>
    public static async Task<ClusterAgent> CreateAsync(Action<ClusterAgent>? setUp = null, ControlPlane? plane = null)
    {
        plane ??= await ControlPlane.SharedAsync();
        var node = string.Create(CultureInfo.InvariantCulture, $"pods-{Environment.ProcessId}-{Interlocked.Increment(ref _nodes)}");
        await plane.Admin.CreateAsync("/api/v1/nodes", $$"""
            { "metadata": { "name": "{{node}}", "labels": { "kubernetes.io/os": "linux" } },
              "status": { "allocatable": { "cpu": "4", "memory": "8Gi", "pods": "2000" }, "capacity": { "cpu": "4", "memory": "8Gi", "pods": "2000" } } }
            """);
        var ns = await plane.CreateNamespaceAsync("pods");
        return await new ClusterAgent(plane, node, ns, new(), null, false, setUp).StartAsync();
    }

    /// <summary>The next agent on the same state directory.</summary>
    public Task<ClusterAgent> SucceedAsync(bool isAway = false) => new ClusterAgent(Plane, Node, Namespace, Backend, Path, isAway, null).StartAsync();

    public string PodPath(string name) => $"/api/v1/namespaces/{Namespace}/pods/{name}";

    /// <summary>Creates a pod that is bound to the node.</summary>
    public async Task<string> RunAsync(string name, string spec = "", string metadata = "")
    {
        JsonNode? pod = null;
        await Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    pod = await Plane.Admin.CreateAsync($"/api/v1/namespaces/{Namespace}/pods", $$"""
                        { "metadata": { "name": "{{name}}" {{metadata}} },
                          "spec": { "nodeName": "{{Node}}", "containers": [ { "name": "main", "image": "host:/bin/true" } ] {{spec}} } }
                        """);
                    return true;
                }
                catch (InvalidOperationException e) when (e.Message.Contains("No API token found", StringComparison.Ordinal))
                {
                    // An old server makes the account's secret a little after the account.
                    return false;
                }
            },
            $"{name} is created");
        return pod!["metadata"]!["uid"]!.GetValue<string>();
    }

    public Task<JsonNode?> WaitAsync(string name, Func<JsonNode?, bool> wanted, string what) => Plane.Admin.WaitAsync(PodPath(name), wanted, what, TimeSpan.FromSeconds(60));

    public Task<JsonNode?> PhaseAsync(string name, string phase) => WaitAsync(name, pod => Phase(pod) == phase, $"{name} is {phase}");

    public Task GoneAsync(string name) => WaitAsync(name, pod => pod is null, $"{name} is gone");

    public static string? Phase(JsonNode? pod) => pod?["status"]?["phase"]?.GetValue<string>();

    /// <summary>Ends the agent; workloads and the state directory stay.</summary>
    public async Task EndAsync()
    {
        if (_isEnded)
        {
            return;
        }

        _isEnded = true;
        await Manager.DisposeAsync();
        await _pods.DisposeAsync();
        await _events.DisposeAsync();
        _client.Dispose();
        _state.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        if (_ownsPath)
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    private async Task<ClusterAgent> StartAsync()
    {
        if (!Api.IsAway)
        {
            Options.Node!.Set(KubernetesJson.Deserialize<Node>((await Plane.Admin.GetAsync($"/api/v1/nodes/{Node}")).ToJsonString()));
        }

        await Manager.StartAsync(CancellationToken.None);
        return this;
    }
}
