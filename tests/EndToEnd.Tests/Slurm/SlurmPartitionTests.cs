using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Reeve.EndToEnd.Nodes;
using Reeve.Testing;
using Reeve.Testing.Kubernetes;

namespace Reeve.EndToEnd.Slurm;

/// <summary>One agent is two nodes: two partitions of one cluster.</summary>
public sealed class SlurmPartitionTests : IAsyncLifetime
{
    private const string Availability = "SlurmPartitionAvailable";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly TempDirectory _directory = new();
    private readonly StringBuilder _log = new();
    private readonly string _main = $"main-{Guid.NewGuid().ToString("N")[..6]}";
    private readonly string _small = $"small-{Guid.NewGuid().ToString("N")[..6]}";
    private ControlPlane _plane = null!;
    private SlurmSite _site = null!;
    private string _namespace = "";
    private Process? _agent;

    public async Task InitializeAsync()
    {
        if (Components.Missing(Component.SlurmNode) is null)
        {
            _plane = await ControlPlane.SharedAsync();
            _site = await SlurmSite.SharedAsync();
            _namespace = await _plane.CreateNamespaceAsync("partitions");
            await _site.Cluster.RunAsync("scontrol", "create", "partitionname=small", "nodes=node2", "maxtime=00:30:00", "defaulttime=00:02:00");
        }
    }

    public async Task DisposeAsync()
    {
        if (_agent is not null)
        {
            _agent.Kill();
            await _agent.WaitForExitAsync();
            _agent.Dispose();
        }

        if (_site is not null)
        {
            await _plane.Admin.DeleteAsync($"/api/v1/namespaces/{_namespace}", """{"propagationPolicy":"Background"}""");
            await Task.WhenAll(_plane.Admin.DeleteAsync($"/api/v1/nodes/{_main}"), _plane.Admin.DeleteAsync($"/api/v1/nodes/{_small}"));
            if ((await _site.Cluster.RunAsync("sinfo", "--noheader", "--nodes=node2", "--format=%T")).Contains("drain", StringComparison.Ordinal))
            {
                await _site.Cluster.RunAsync("scontrol", "update", "nodename=node2", "state=resume");
            }
        }

        _directory.Dispose();
    }

    [RequiresFact(Component.SlurmNode)]
    public async Task TwoNodes_OfTwoPartitions_DifferRunTheirOwnPodsAndAreCordonedAlone()
    {
        await StartAsync();
        var main = await NodeAsync(_main, node => node.Condition("Ready") == "True", "the first node is ready");
        var small = await NodeAsync(_small, node => node.Condition("Ready") == "True", "the second node is ready");

        // 1. Each is its own partition.
        Assert.Equal(("main", "small"), (Label(main, "partition"), Label(small, "partition")));
        Assert.Equal((2 * SlurmSite.Size.Processors, SlurmSite.Size.Processors), (Processors(main), Processors(small)));
        Assert.Equal(("4", "2"), (Gpus(main), Gpus(small)));
        Assert.Equal(("true", null), (Feature(main, "number1"), Feature(small, "number1")));
        Assert.Equal("true", Feature(small, "number2"));

        // 2. A pod of each runs in its partition.
        await Task.WhenAll(PodAsync(_main, "one"), PodAsync(_small, "two"));
        var jobs = (await _site.Cluster.RunAsync("scontrol", "show", "job", "--oneliner")).Split('\n');
        Assert.Contains(" Partition=main ", await JobAsync(jobs, "one"), StringComparison.Ordinal);
        Assert.Contains(" Partition=small ", await JobAsync(jobs, "two"), StringComparison.Ordinal);

        // 3. An administrator drains the machine of one: the other has one left.
        await _site.Cluster.RunAsync("scontrol", "update", "nodename=node2", "state=drain", "reason=new fan");
        var cordoned = await NodeAsync(_small, node => node.Text("spec.unschedulable") == "true" && node.Condition(Availability) == "False", "the node is cordoned");
        var condition = Available(cordoned);
        Assert.Equal("PartitionUnavailable", condition.Text("reason"));
        Assert.Contains("new fan", condition.Text("message"), StringComparison.Ordinal);
        Assert.Equal("True", cordoned.Condition("Ready"));
        main = await NodeAsync(_main, node => node.At("status.conditions")!.ToJsonString().Contains("1 of which take", StringComparison.Ordinal), "the other node knows");
        Assert.Equal((null, "True"), (main.Text("spec.unschedulable"), main.Condition(Availability)));

        // 4. And gives it back.
        await _site.Cluster.RunAsync("scontrol", "update", "nodename=node2", "state=resume");
        await NodeAsync(_small, node => node.Text("spec.unschedulable") is null && node.Condition(Availability) == "True", "the node takes pods again");
    }

    private async Task StartAsync()
    {
        var file = _directory["config.json"];
        await File.WriteAllTextAsync(file, $$"""
            {
              "provider": "slurm",
              "providers": { "slurm": {{_site.Options(""", "node": { "intervalSeconds": 1 } """)}} },
              "node": { "addresses": ["{{ControlPlane.NodeAddress}}"] },
              "nodes": [
                { "name": "{{_main}}", "port": {{FreePorts.Find()}}, "kubeconfig": "{{_plane.Kubeconfigs.Node(_main)}}" },
                { "name": "{{_small}}", "port": {{FreePorts.Find()}}, "kubeconfig": "{{_plane.Kubeconfigs.Node(_small)}}", "options": { "partition": "small" } }
              ]
            }
            """);
        _agent = Programs.Start(ReeveCommand.Program, ["node", "--config", file, "--state-dir", _directory["s"], "--verbose"]);
        _agent.OutputDataReceived += (_, line) => Keep(line.Data);
        _agent.ErrorDataReceived += (_, line) => Keep(line.Data);
        _agent.BeginOutputReadLine();
        _agent.BeginErrorReadLine();
    }

    private async Task<JsonNode> NodeAsync(string name, Func<JsonNode, bool> wanted, string what)
    {
        try
        {
            return (await _plane.Admin.WaitAsync($"/api/v1/nodes/{name}", node => _agent!.HasExited || (node is not null && wanted(node)), what, Patience))!;
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}\n{_log}", e);
        }
    }

    private async Task PodAsync(string node, string name)
    {
        await _plane.Admin.CreateAsync($"/api/v1/namespaces/{_namespace}/pods", $$"""
            {
              "metadata": { "name": "{{name}}" },
              "spec": {
                "nodeName": "{{node}}", "restartPolicy": "Never", "tolerations": [{ "operator": "Exists" }],
                "containers": [{ "name": "main", "image": "busybox", "command": ["true"] }]
              }
            }
            """);
        await _plane.Admin.WaitAsync($"/api/v1/namespaces/{_namespace}/pods/{name}", pod => pod.Text("status.phase") == "Succeeded", $"pod {name} succeeds", Patience);
    }

    private async Task<string> JobAsync(IEnumerable<string> jobs, string pod)
    {
        var uid = (await _plane.Admin.GetAsync($"/api/v1/namespaces/{_namespace}/pods/{pod}")).Text("metadata.uid")!;
        return Assert.Single(jobs, job => job.Contains(uid, StringComparison.Ordinal));
    }

    private static int Processors(JsonNode node) => int.Parse(node.Text("status.capacity.cpu")!, System.Globalization.CultureInfo.InvariantCulture);

    private static string? Gpus(JsonNode node) => (string?)node["status"]!["capacity"]!["nvidia.com/gpu"];

    private static string? Label(JsonNode node, string name) => (string?)node["metadata"]!["labels"]![$"slurm.reeve.dev/{name}"];

    private static string? Feature(JsonNode node, string name) => (string?)node["metadata"]!["labels"]![$"feature.slurm.reeve.dev/{name}"];

    private static JsonNode Available(JsonNode node) =>
        Assert.Single(node.At("status.conditions")!.AsArray(), condition => condition.Text("type") == Availability)!;

    private void Keep(string? line)
    {
        lock (_log)
        {
            _log.AppendLine(line);
        }
    }
}
