using Reeve.Testing;
using Reeve.Testing.Faults;
using Reeve.Testing.Kubernetes;

namespace Reeve.EndToEnd.Nodes;

/// <summary>What newer API servers allow a node is less than what an old one does; the node asks for no more.</summary>
public sealed class ServerVersionTests
{
    /// <summary>Since 1.32 the Node authoriser looks at selectors: a node may list and watch its own pods, and read its own object, by them alone.</summary>
    [RequiresFact(Component.ControlPlane)]
    public async Task Requests_OfANode_SelectWhatIsItsOwn()
    {
        var plane = await ControlPlane.SharedAsync();
        var name = $"selects-{Guid.NewGuid().ToString("N")[..6]}";
        using var identity = plane.Authority.Issue($"system:node:{name}", ["system:nodes"]);
        await using var proxy = await HttpProxy.StartAsync(plane, identity);
        await using var agent = await NodeAgent.StartAsync(
            plane, "selects", new NodeAgentOptions { Name = name, Kubeconfig = plane.Kubeconfigs.Certificate(identity, proxy.Address) });
        await plane.Admin.CreateAsync($"/api/v1/namespaces/{agent.Namespace}/configmaps", """{ "metadata": { "name": "config" }, "data": { "key": "value" } }""");
        await plane.Admin.CreateAsync($"/api/v1/namespaces/{agent.Namespace}/secrets", """{ "metadata": { "name": "secret" }, "stringData": { "key": "value" } }""");
        var volumes = """
            "volumes": [{ "name": "all", "projected": { "sources": [
              { "configMap": { "name": "config" } }, { "secret": { "name": "secret" } },
              { "serviceAccountToken": { "path": "token", "audience": "vault" } }] } }],
            """;
        await plane.Admin.CreateAsync(agent.Pods, Manifests.Pod(
            "one", Manifests.PodSpec(name, Manifests.Forever, volumes, """ "volumeMounts": [{ "name": "all", "mountPath": "/data" }], """)));
        await plane.Admin.WaitAsync($"{agent.Pods}/one", pod => pod.IsReady(), "the pod runs");
        await plane.Admin.DeleteAsync($"{agent.Pods}/one");
        await plane.Admin.WaitAsync($"{agent.Pods}/one", pod => pod is null, "the pod is gone");

        var lists = proxy.Requests.Where(request => request.Method == "GET").ToList();
        Assert.NotEmpty(Of(lists, "/pods"));
        Assert.All(Of(lists, "/pods"), request => Assert.Contains($"fieldSelector=spec.nodeName%3d{name}", request.Query, StringComparison.OrdinalIgnoreCase));
        Assert.All(Of(lists, "/nodes"), request => Assert.Contains($"fieldSelector=metadata.name%3d{name}", request.Query, StringComparison.OrdinalIgnoreCase));
        Assert.All(Of(lists, "/configmaps").Concat(Of(lists, "/secrets")), request => Assert.Contains("fieldSelector=metadata.name%3d", request.Query, StringComparison.OrdinalIgnoreCase));
        Assert.Contains(proxy.Requests, request => request is { Method: "POST" } && request.Path.EndsWith("/serviceaccounts/default/token", StringComparison.Ordinal));
        // Of the node's own objects it changes nothing but by their names.
        Assert.All(
            proxy.Requests.Where(request => request.Method is "PUT" or "PATCH" or "DELETE" && request.Path.Contains("/nodes/", StringComparison.Ordinal)),
            request => Assert.StartsWith($"/api/v1/nodes/{name}", request.Path, StringComparison.Ordinal));
    }

    private static IEnumerable<HttpRecord> Of(IEnumerable<HttpRecord> requests, string collection) =>
        requests.Where(request => request.Path.EndsWith(collection, StringComparison.Ordinal));
}
