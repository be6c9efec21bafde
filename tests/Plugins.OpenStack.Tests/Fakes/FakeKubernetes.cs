using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Reeve.Clusters;
using Reeve.Runtime.Operations;
using static Reeve.Plugins.OpenStack.Tests.Fakes.FakeStore;

namespace Reeve.Plugins.OpenStack.Tests.Fakes;

/// <summary>The API of the cluster that the servers of a cloud would form. Its calls are counted with the cloud's, and go wrong like those.</summary>
internal sealed class FakeKubernetes(FakeCloud cloud) : IClusterApiSource, IClusterApi
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (string Log, bool Succeeded)> _jobs = new(StringComparer.Ordinal);

    /// <summary>What there is; null for the servers of the cloud in memory.</summary>
    public Func<CancellationToken, Task<IReadOnlyList<FakeServer>>>? Servers { get; set; }

    public FakeCluster Cluster { get; } = new();

    public IClusterApi Get(ClusterId cluster) => this;

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (method, path) = (request.Method.Method, request.RequestUri!.OriginalString);
        var body = request.Content is null ? null : JsonNode.Parse(await request.Content.ReadAsStringAsync(cancellationToken));
        var (fault, death) = cloud.Meet("kubernetes", method, path);
        if (fault is not (FaultKind.None or FaultKind.Death or FaultKind.LostReply or FaultKind.BrokenAfterwards or FaultKind.ServerError))
        {
            return fault is FaultKind.LostRequest ? throw Lost() : Refuse(fault switch { FaultKind.Unauthorized => HttpStatusCode.Unauthorized, FaultKind.Forbidden => HttpStatusCode.Forbidden, _ => HttpStatusCode.ServiceUnavailable });
        }

        if (death is not null && fault is not FaultKind.Death)
        {
            await death.WaitAsync(cancellationToken);
            throw Lost();
        }

        var servers = Servers is { } source ? await source(cancellationToken) : null;
        var answer = Handle(method, path, body, servers);
        if (fault is FaultKind.Death)
        {
            await death!.WaitAsync(cancellationToken);
        }

        return fault is FaultKind.None or FaultKind.ServerError ? answer : throw Lost();
    }

    /// <summary>Lets time pass, as somebody's look would.</summary>
    public FakeCluster Look()
    {
        lock (_lock)
        {
            var (servers, isReached) = cloud.Look(store => (store["servers"].Select(Server).ToList(), FakeRoutes.ToMasters(store)));
            Cluster.Look(servers, isReached);
            return Cluster;
        }
    }

    private HttpResponseMessage Handle(string method, string path, JsonNode? body, IReadOnlyList<FakeServer>? servers)
    {
        lock (_lock)
        {
            if (servers is null)
            {
                Look();
            }
            else
            {
                Cluster.Look(servers, static _ => true);
            }

            return Cluster.Answers ? Answer(method, path.Split('?')[0].Trim('/').Split('/'), path, body) : throw new ProviderException(ErrorReason.Transient, "The API server does not answer.");
        }
    }

    private HttpResponseMessage Answer(string method, string[] parts, string path, JsonNode? body) => (method, parts) switch
    {
        ("GET", ["readyz"]) => Json(new JsonObject()),
        ("GET", ["version"]) => Json(new JsonObject { ["gitVersion"] = $"v{Cluster.ControlPlanes.Where(master => Cluster.Members.ContainsKey(master.Key)).Select(master => master.Value).Min(StringComparer.Ordinal)}" }),
        ("GET", ["api", "v1", "nodes"]) => Json(List(Cluster.Nodes.Values.Select(Node))),
        ("GET", ["api", "v1", "nodes", var name]) => Cluster.Nodes.TryGetValue(name, out var node) ? Json(Node(node)) : NotFound(),
        ("PATCH", ["api", "v1", "nodes", var name]) when body!["metadata"] is { } metadata => TakeOut(name, metadata),
        ("PATCH", ["api", "v1", "nodes", var name]) => Close(name, body!["spec"]!["unschedulable"]?.GetValue<bool>() == true),
        ("DELETE", ["api", "v1", "nodes", var name]) => Remove(name),
        ("GET", ["api", "v1", "pods"]) => Json(List(Cluster.Pods.Where(pod => path.EndsWith($"%3D{pod.Value}", StringComparison.Ordinal)).Select(pod => Pod(pod.Key)))),
        ("POST", ["api", "v1", "namespaces", _, "pods", var pod, "eviction"]) => Cluster.Evict(pod) ? Json(new JsonObject()) : Refuse(HttpStatusCode.TooManyRequests),
        ("POST", ["api", "v1", "namespaces", "kube-system", "secrets"]) => Cluster.Tokens.Add(body!["metadata"]!["name"]!.ToString()) ? Json(new JsonObject()) : Refuse(HttpStatusCode.Conflict),
        ("DELETE", ["api", "v1", "namespaces", "kube-system", "secrets", var secret]) => Cluster.Tokens.Remove(secret) ? Json(new JsonObject()) : NotFound(),
        ("GET", ["api", "v1", "namespaces", "kube-system", "configmaps", "kubeadm-config"]) => Json(new JsonObject
        {
            ["data"] = new JsonObject { ["ClusterConfiguration"] = $"kind: ClusterConfiguration\nkubernetesVersion: v{Cluster.Version}\nnetworking: {{}}\n" },
        }),
        ("PATCH", ["api", "v1", "namespaces", "kube-system", "configmaps", "kubeadm-config"]) => Configure(body!["data"]!["ClusterConfiguration"]!.ToString()),
        ("GET", ["apis", "apps", "v1", "namespaces", "kube-system", "daemonsets", "kube-proxy"]) => Json(Spec(new JsonObject { ["template"] = Spec(Containers(Cluster.ProxyImage)) })),
        ("PATCH", ["apis", "apps", "v1", "namespaces", "kube-system", "daemonsets", "kube-proxy"]) => SetProxy(body!.AsArray()),
        ("GET", ["api", "v1", "namespaces", "kube-system", "pods"]) => Json(List([Pod(path.Split("%3D")[1])])),
        ("GET", ["api", "v1", "namespaces", "kube-system", "pods", var pod]) => Cluster.Members.ContainsKey(pod["etcd-".Length..]) ? Json(Spec(Containers("registry.k8s.io/etcd:3.5.12-0"))) : NotFound(),
        ("GET", ["api", "v1", "namespaces", "kube-system", "pods", var pod, "log"]) => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(_jobs[pod].Log) },
        ("GET", ["apis", "batch", "v1", "namespaces", "kube-system", "jobs", var job]) => _jobs.TryGetValue(job, out var done) ? Json(Ended(done.Succeeded)) : NotFound(),
        ("POST", ["apis", "batch", "v1", "namespaces", "kube-system", "jobs"]) => Run(body!),
        _ => NotFound(),
    };

    private HttpResponseMessage Close(string name, bool isClosed)
    {
        if (!Cluster.Nodes.TryGetValue(name, out var node))
        {
            return NotFound();
        }

        node.IsClosed = isClosed;
        return Json(new JsonObject());
    }

    /// <summary>What k3s does with a node that is marked so: its member is taken out of etcd.</summary>
    private HttpResponseMessage TakeOut(string name, JsonNode metadata)
    {
        if (!Cluster.Nodes.TryGetValue(name, out var node) || !node.Server.IsK3s || metadata["annotations"]!["etcd.k3s.cattle.io/remove"]!.ToString() != "true")
        {
            return NotFound();
        }

        Cluster.Forget(name);
        return Json(new JsonObject());
    }

    private HttpResponseMessage Remove(string name)
    {
        Cluster.Remove(name);
        return Json(new JsonObject());
    }

    private HttpResponseMessage Configure(string text)
    {
        Cluster.Version = text.Split("kubernetesVersion: v")[1].Split('\n')[0];
        return Json(new JsonObject());
    }

    private HttpResponseMessage SetProxy(JsonArray patch)
    {
        if (patch[0]!["value"]!.ToString() != Cluster.ProxyImage)
        {
            return Refuse(HttpStatusCode.UnprocessableEntity);
        }

        Cluster.ProxyImage = patch[1]!["value"]!.ToString();
        return Json(new JsonObject());
    }

    private HttpResponseMessage Run(JsonNode job)
    {
        var pod = job["spec"]!["template"]!["spec"]!;
        var node = pod["nodeName"]!.ToString();
        string[] command = [.. pod["containers"]![0]!["command"]!.AsArray().Select(word => word!.ToString()).SkipWhile(word => word != "member")];
        // A member's id is its server's, of which only etcd would know the form.
        _jobs[job["metadata"]!["name"]!.ToString()] = !Cluster.Nodes.TryGetValue(node, out var at) || !at.Server.IsActive ? ("no such node", false)
            : command is ["member", "list"] ? (string.Join('\n', Cluster.Members.Select(member => $"{member.Value}, started, {member.Key}, https://a:2380, https://a:2379, false")), true)
            : Cluster.Members.FirstOrDefault(member => member.Value == command[2]) is { Key: { } name } && Cluster.Forget(name) ? ($"Member {command[2]} removed", true)
            : ("Error: etcdserver: member not found", false);
        return Json(new JsonObject());
    }

    private static FakeServer Server(JsonObject server)
    {
        var metadata = server["metadata"]!.AsObject();
        return new FakeServer(
            Text(server, "id"), Text(metadata, "reeve-machine"), Text(metadata, "role") == "k8s-master", Text(metadata, "reeve-version"), Text(metadata, "reeve-secret"), Text(server, "status") == "ACTIVE");
    }

    private JsonObject Node(FakeNode node) => new()
    {
        ["metadata"] = Metadata(node.Server),
        ["spec"] = new JsonObject { ["unschedulable"] = node.IsClosed },
        ["status"] = new JsonObject
        {
            ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Ready", ["status"] = node.Server.IsActive ? "True" : "Unknown" }),
            ["nodeInfo"] = new JsonObject { ["kubeletVersion"] = $"v{node.Server.Version}", ["containerRuntimeVersion"] = "containerd://1.6.20" },
        },
    };

    private JsonObject Metadata(FakeServer server)
    {
        var metadata = new JsonObject { ["name"] = server.Name };
        if (server is { IsK3s: true, IsMaster: true })
        {
            metadata["labels"] = new JsonObject { ["node-role.kubernetes.io/etcd"] = "true" };
            metadata["annotations"] = new JsonObject
            {
                [Cluster.Members.ContainsKey(server.Name) ? "etcd.k3s.cattle.io/node-name" : "etcd.k3s.cattle.io/removed-node-name"] = $"{server.Name}-1a2b3c4d",
            };
        }

        return metadata;
    }

    private static JsonObject Pod(string name) => new() { ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "default" }, ["status"] = new JsonObject { ["phase"] = "Running" } };

    private static JsonObject Containers(string image) => new() { ["containers"] = new JsonArray(new JsonObject { ["name"] = "main", ["image"] = image }) };

    private static JsonObject Spec(JsonObject spec) => new() { ["spec"] = spec };

    private static JsonObject Ended(bool succeeded) => new()
    {
        ["status"] = new JsonObject { ["conditions"] = new JsonArray(new JsonObject { ["type"] = succeeded ? "Complete" : "Failed", ["status"] = "True" }) },
    };

    private static JsonObject List(IEnumerable<JsonNode> items) => new() { ["items"] = new JsonArray([.. items]) };

    private static HttpResponseMessage Json(JsonNode body) => new(HttpStatusCode.OK) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };

    private static HttpResponseMessage NotFound() => Refuse(HttpStatusCode.NotFound);

    private static HttpResponseMessage Refuse(HttpStatusCode status) => new(status) { Content = new StringContent($$"""{"message": "{{status}}"}""", Encoding.UTF8, "application/json") };

    private static ProviderException Lost() => new(ErrorReason.Transient, "The API server's answer was lost.");
}
