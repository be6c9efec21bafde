using System.Text.Json.Nodes;
using Reeve.Testing;
using Reeve.Testing.Kubernetes;

namespace Reeve.EndToEnd.Nodes;

/// <summary>
/// What virtual-kubelet's own end-to-end suite asks of any provider, case by case: pods that name their node, with images that
/// mean nothing, and the events and endpoints that its users know.
/// </summary>
public sealed class VirtualKubeletTests : IAsyncLifetime
{
    private ControlPlane _plane = null!;
    private NodeAgent _agent = null!;

    public async Task InitializeAsync()
    {
        if (Components.Missing(Component.ControlPlane) is null)
        {
            _plane = await ControlPlane.SharedAsync();
            _agent = await NodeAgent.StartAsync(_plane, "virtual", HollowNode.Options(_plane));
        }
    }

    public async Task DisposeAsync()
    {
        if (_agent is not null)
        {
            await _agent.DisposeAsync();
        }
    }

    [RequiresFact(Component.ControlPlane)]
    public async Task AllCases()
    {
        await Task.WhenAll(
            GetPodsAsync(), StatsSummaryAsync(), MetricsResourceAsync(), DeleteAsync(force: false), DeleteAsync(force: true),
            MissingAsync("Secret", optional: true), MissingAsync("Secret", optional: false),
            MissingAsync("ConfigMap", optional: true), MissingAsync("ConfigMap", optional: false));
    }

    private async Task GetPodsAsync()
    {
        var pod = await ReadyAsync("getpods", ["foo"]);
        var list = (await _plane.Admin.GetAsync($"{_agent.Path}/proxy/pods")).At("items")!.AsArray();
        Assert.All(list, item => Assert.Equal(_agent.Name, item.Text("spec.nodeName")));
        Assert.Contains(list, item => item.Text("metadata.uid") == pod.Text("metadata.uid"));
    }

    private async Task StatsSummaryAsync()
    {
        var pod = await ReadyAsync("getstatssummary", ["foo", "bar", "baz"]);
        var summary = await _plane.Admin.GetAsync($"{_agent.Path}/proxy/stats/summary");
        Assert.Equal(_agent.Name, summary.Text("node.nodeName"));
        var stats = Assert.Single(summary.At("pods")!.AsArray(), item => item.Text("podRef.uid") == pod.Text("metadata.uid"));
        Assert.Equal(pod.Name(), stats.Text("podRef.name"));
        Assert.Equal(3, stats.At("containers")!.AsArray().Count);
    }

    private async Task MetricsResourceAsync()
    {
        var pod = await ReadyAsync("getmetricsresource", ["foo", "bar", "baz"]);
        var lines = (await _plane.Admin.GetTextAsync($"{_agent.Path}/proxy/metrics/resource")).Split('\n');
        Assert.Single(lines, line => line.StartsWith("pod_cpu_usage_seconds_total{", StringComparison.Ordinal) && Names(line));
        Assert.Equal(3, lines.Count(line => line.StartsWith("container_cpu_usage_seconds_total{", StringComparison.Ordinal) && Names(line)));

        bool Names(string line) => line.Contains($"pod=\"{pod.Name()}\"", StringComparison.Ordinal);
    }

    private async Task DeleteAsync(bool force)
    {
        var pod = await ReadyAsync(force ? "forcedelete" : "gracefuldelete", ["foo"]);
        Assert.Contains(pod.Text("metadata.uid"), await RunningAsync());
        using var end = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var path = $"{_agent.Pods}?fieldSelector=metadata.name={pod.Name()}&resourceVersion={pod.Text("metadata.resourceVersion")}";
        await using var events = _plane.Admin.WatchAsync(path, end.Token).GetAsyncEnumerator(end.Token);

        await _plane.Admin.DeleteAsync(
            $"{_agent.Pods}/{pod.Name()}", force ? """{"gracePeriodSeconds":0,"propagationPolicy":"Background"}""" : "{}");
        JsonNode seen;
        do
        {
            Assert.True(await events.MoveNextAsync());
            seen = events.Current;
        }
        while (seen.Text("type") != "DELETED" && seen.Text("object.metadata.deletionTimestamp") is null);

        if (!force)
        {
            Assert.Equal("30", seen.Text("object.metadata.deletionGracePeriodSeconds"));
        }

        await Eventually.TrueAsync(async () => !(await RunningAsync()).Contains(pod.Text("metadata.uid")), "the pod no longer runs");
        await _plane.Admin.WaitAsync($"{_agent.Pods}/{pod.Name()}", found => found is null, "the object is gone");
    }

    private async Task MissingAsync(string kind, bool optional)
    {
        var source = kind == "Secret" ? "secretKeyRef" : "configMapKeyRef";
        var pod = await CreateAsync($"missing{kind.ToLowerInvariant()}", $$"""
            { "name": "foo-0", "image": "foo", "env": [{ "name": "MISSING", "valueFrom": {
              "{{source}}": { "name": "not-there", "key": "key_0", "optional": {{(optional ? "true" : "false")}} } } }] }
            """);
        var reason = $"{(optional ? "Optional" : "Mandatory")}{kind}NotFound";
        await _plane.Admin.WaitListAsync(
            $"/api/v1/namespaces/{_agent.Namespace}/events?fieldSelector=involvedObject.uid={pod.Text("metadata.uid")}",
            events => events.Any(item => item.Text("reason") == reason),
            $"an event says {reason}");
        if (optional)
        {
            await _plane.Admin.WaitAsync($"{_agent.Pods}/{pod.Name()}", found => found.IsReady(), "the pod runs");
        }

        Assert.Equal(optional, (await RunningAsync()).Contains(pod.Text("metadata.uid")));
    }

    private async Task<IReadOnlyList<string?>> RunningAsync() =>
        [.. (await _plane.Admin.GetAsync($"{_agent.Path}/proxy/runningpods/")).At("items")?.AsArray().Select(item => item.Text("metadata.uid")) ?? []];

    private async Task<JsonNode> ReadyAsync(string prefix, IReadOnlyList<string> images)
    {
        var containers = string.Join(',', images.Select((image, index) => $$"""{ "name": "nginx-{{index}}", "image": "{{image}}" }"""));
        var pod = await CreateAsync(prefix, containers);
        return (await _plane.Admin.WaitAsync(
            $"{_agent.Pods}/{pod.Name()}", found => found.IsReady() && found.Text("status.podIP") is not null, $"{pod.Name()} is ready"))!;
    }

    private Task<JsonNode> CreateAsync(string prefix, string containers) => _plane.Admin.CreateAsync(_agent.Pods, $$"""
        {
          "metadata": { "generateName": "nginx-{{prefix}}-" },
          "spec": { "nodeName": "{{_agent.Name}}", "enableServiceLinks": false, "containers": [{{containers}}] }
        }
        """);
}
