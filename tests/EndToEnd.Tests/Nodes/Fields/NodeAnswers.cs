using System.Globalization;
using System.Text.Json.Nodes;
using Reeve.Testing;
using Reeve.Testing.Kubernetes;

namespace Reeve.EndToEnd.Nodes.Fields;

/// <summary>Asks a node, a kubelet's or another one, what tools ask, and keeps which fields its answers have.</summary>
/// <param name="plane">The node's cluster.</param>
/// <param name="node">Its name.</param>
/// <param name="ns">A namespace that is empty.</param>
/// <param name="image">The image of the pod that is asked about.</param>
internal sealed class NodeAnswers(ControlPlane plane, string node, string ns, string image)
{
    private const string Pod = "asked";
    private readonly SortedSet<string> _lines = new(StringComparer.Ordinal);

    /// <summary>Runs a pod, asks everything, and returns lines of a question and a field.</summary>
    public async Task<IReadOnlyCollection<string>> CollectAsync()
    {
        await RunPodAsync();
        await plane.Admin.WaitAsync(
            $"/api/v1/nodes/{node}", found => found?["status"]?["images"] is JsonArray images && images.Any(one => one?["sizeBytes"] is not null), "it tells of its images");
        Add("get node", FieldPaths.Of(Own(await plane.Admin.GetAsync($"/api/v1/nodes/{node}"))));
        Add("get lease", FieldPaths.Of(Own(await plane.Admin.GetAsync($"/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/{node}"))));
        Add("get pod", FieldPaths.Of(Own(await plane.Admin.GetAsync($"/api/v1/namespaces/{ns}/pods/{Pod}"))));
        await plane.Admin.WaitListAsync($"/api/v1/namespaces/{ns}/events", list => list.Any(item => item.Text("reason") == "Started"), "its events were sent");
        Add("describe node", FieldPaths.OfDescription(await plane.Kubectl.RunAsync("describe", "node", node)));
        Add("describe pod", FieldPaths.OfDescription(await plane.Kubectl.RunAsync("--namespace", ns, "describe", "pod", Pod)));
        Add("events", (await plane.Admin.ListAsync($"/api/v1/namespaces/{ns}/events"))
            .Where(found => found.Text("source.component") is not null).SelectMany(Event));
        await SummaryAsync();
        var pods = Only(await AskAsync("pods"));
        Add("/pods", pods["items"]!.AsArray().SelectMany(pod => FieldPaths.Of(Own(pod!))));
        Add("/runningpods/", FieldPaths.Of(Only(await AskAsync("runningpods/"))));
        Add("/configz", FieldPaths.Of(await AskAsync("configz")));
        foreach (var path in (string[])["metrics", "metrics/resource", "metrics/cadvisor", "metrics/probes"])
        {
            Add($"/{path}", FieldPaths.OfMetrics(await plane.Admin.GetTextAsync(Proxy(path))));
        }

        Add("/healthz", [await plane.Admin.GetTextAsync(Proxy("healthz"))]);
        await CommandsAsync();
        return _lines;
    }

    private async Task RunPodAsync()
    {
        await plane.Admin.CreateAsync($"/api/v1/namespaces/{ns}/configmaps", """{ "metadata": { "name": "config" }, "data": { "key": "value" } }""");
        await plane.Admin.CreateAsync($"/api/v1/namespaces/{ns}/secrets", """{ "metadata": { "name": "secret" }, "stringData": { "key": "value" } }""");
        await plane.Admin.CreateAsync($"/api/v1/namespaces/{ns}/pods", AskedPod.Manifest(Pod, node, image));
        await plane.Admin.WaitAsync(
            $"/api/v1/namespaces/{ns}/pods/{Pod}",
            pod => pod.IsReady() && pod.At("status.containerStatuses")!.AsArray().Any(status => status.Text("lastState.terminated.exitCode") == "3"),
            "the pod runs, and one of its containers was restarted");
        await plane.Admin.WaitAsync($"/api/v1/nodes/{node}", found => found.At("status.images") is JsonArray { Count: > 0 }, "the node lists its images");
    }

    // Volumes are measured in the background, by a kubelet every minute.
    private async Task SummaryAsync()
    {
        var path = Proxy("stats/summary");
        var summary = await plane.Admin.WaitAsync(
            path,
            summary => Only(summary, "podRef").At("pods.0.volume") is JsonArray { Count: > 0 }
                && summary.At("pods.0.containers.0.memory.workingSetBytes") is not null && summary.At("node.cpu.usageNanoCores") is not null,
            "volumes are measured", TimeSpan.FromMinutes(3), TimeSpan.FromSeconds(1));
        Add("/stats/summary", FieldPaths.Of(Only(summary, "podRef")));
        var less = await plane.Admin.GetAsync($"{path}?only_cpu_and_memory=true");
        Add("/stats/summary?only_cpu_and_memory=true", FieldPaths.Of(Only(less, "podRef")));
    }

    private async Task CommandsAsync()
    {
        using var here = new TempDirectory();
        await File.WriteAllTextAsync(here["file"], "content");
        foreach (var command in (string[])
                 [
                     $"logs {Pod} -c main", $"logs {Pod} -c restarted --previous", $"logs {Pod} -c nobody", $"logs {Pod} -c main --previous",
                     $"exec {Pod} -c main -- true", $"exec {Pod} -c main -- sh -c exit\t3", $"exec {Pod} -c main -- /no/such/program",
                     $"exec {Pod} -c nobody -- true", $"cp {here["file"]} {Pod}:/tmp/{Pod} -c main", $"cp {Pod}:/no/such/file {here["back"]} -c main",
                 ])
        {
            var result = await plane.Kubectl.TryAsync(["--namespace", ns, .. command.Split(' ').Select(word => word.Replace('\t', ' '))]);
            var shown = command.Replace(here.Path, "DIRECTORY", StringComparison.Ordinal).Replace('\t', ' ');
            _lines.Add(string.Create(CultureInfo.InvariantCulture, $"kubectl {shown}: exit code {result.ExitCode}"));
        }
    }

    private void Add(string question, IEnumerable<string> fields) => _lines.UnionWith(fields.Select(field => $"{question}: {field}"));

    private string Proxy(string path) => $"/api/v1/nodes/{node}/proxy/{path}";

    private Task<JsonNode> AskAsync(string path) => plane.Admin.GetAsync(Proxy(path));

    // The pod of these questions among those of others.
    private JsonNode Only(JsonNode? list, string reference = "metadata")
    {
        var name = reference == "metadata" ? "items" : "pods";
        var copy = list!.DeepClone();
        foreach (var other in copy[name]!.AsArray().Where(pod => pod.Text($"{reference}.namespace") != ns).ToList())
        {
            copy[name]!.AsArray().Remove(other);
        }

        return copy;
    }

    // What the server keeps about writers, and what the author of a pod wrote, is no answer of the node's.
    private static JsonNode Own(JsonNode found)
    {
        found["metadata"]?.AsObject().Remove("managedFields");
        if (found["status"]?["podIP"] is not null)
        {
            found.AsObject().Remove("spec");
        }

        return found;
    }

    private static IEnumerable<string> Event(JsonNode found)
    {
        var reason = $"{found.Text("type")} {found.Text("reason")}";
        return FieldPaths.Of(Own(found)).Select(field => $"{found.Text("source.component")}: {reason}: {field}");
    }
}
