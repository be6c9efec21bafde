using System.Text.Json.Nodes;
using Reeve.EndToEnd.Nodes;
using Reeve.Testing;
using Reeve.Testing.Kubernetes;
using Reeve.Testing.Slurm;

namespace Reeve.EndToEnd.Slurm;

/// <summary>A Slurm of one node that preempts jobs and limits their memory, as a node of a control plane.</summary>
public sealed class SlurmEndFixture : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TempDirectory _files = new();

    /// <summary>The control plane.</summary>
    internal ControlPlane Plane { get; private set; } = null!;

    /// <summary>The cluster.</summary>
    internal SlurmCluster Cluster { get; private set; } = null!;

    /// <summary>The node's agent.</summary>
    internal NodeAgent Agent { get; private set; } = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        if (Components.Missing(Component.SlurmNode) is null)
        {
            Plane = await ControlPlane.SharedAsync();
            Cluster = await SlurmCluster.StartAsync(new SlurmClusterOptions { Nodes = 1, RestApi = false, Preemption = true, ControlGroups = SlurmCluster.CanLimitMemory });
            await File.WriteAllTextAsync(_files["config.json"], Configuration(Cluster.Login));
            Agent = await NodeAgent.StartAsync(Plane, "ends", new NodeAgentOptions { Provider = "slurm", Arguments = ["--config", _files["config.json"]] });
        }
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (Agent is not null)
        {
            await Agent.DisposeAsync();
        }

        if (Cluster is not null)
        {
            await Cluster.DisposeAsync();
        }

        _files.Dispose();
    }

    /// <summary>Makes a pod of one container.</summary>
    /// <param name="name">The pod's name.</param>
    /// <param name="script">What its shell runs.</param>
    /// <param name="processors">How many processors it asks for.</param>
    /// <param name="memory">How much memory it asks for.</param>
    /// <param name="annotations">Its annotations: members of a JSON object.</param>
    /// <param name="restartPolicy">Its restart policy.</param>
    internal Task CreateAsync(string name, string script, int processors = 1, string memory = "64Mi", string annotations = "", string restartPolicy = "Never") =>
        Plane.Admin.CreateAsync(Agent.Pods, $$"""
            {
              "metadata": { "name": "{{name}}", "annotations": { {{annotations}} } },
              "spec": {
                "nodeName": "{{Agent.Name}}", "restartPolicy": "{{restartPolicy}}", "terminationGracePeriodSeconds": 1, "tolerations": [{ "operator": "Exists" }],
                "containers": [{
                  "name": "main", "image": "host:", "command": ["/bin/sh", "-c", {{Manifests.Quote(script)}}],
                  "resources": { "requests": { "cpu": "{{processors}}", "memory": "{{memory}}" } }
                }]
              }
            }
            """);

    /// <summary>Waits until a pod is as wanted.</summary>
    internal async Task<JsonNode> WaitAsync(string name, Func<JsonNode, bool> wanted, string what)
    {
        JsonNode? last = null;
        try
        {
            return (await Plane.Admin.WaitAsync($"{Agent.Pods}/{name}", pod => wanted((last = pod)!), what, Patience))!;
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}\n{last?["status"]?.ToJsonString()}", e);
        }
    }

    /// <summary>Waits until a pod runs.</summary>
    internal async Task<JsonNode> RunsAsync(string name)
    {
        var pod = await WaitAsync(name, pod => HasEnded(pod) || pod.IsReady(), $"pod {name} runs");
        Assert.True(pod.IsReady(), pod["status"]!.ToJsonString());
        return pod;
    }

    /// <summary>Waits until a pod has ended.</summary>
    internal Task<JsonNode> EndsAsync(string name) => WaitAsync(name, HasEnded, $"pod {name} ends");

    /// <summary>Whether a pod has ended.</summary>
    internal static bool HasEnded(JsonNode pod) => pod.Text("status.phase") is "Succeeded" or "Failed";

    /// <summary>The number of a pod's job.</summary>
    internal async Task<string> JobAsync(string name)
    {
        var uid = (await Plane.Admin.GetAsync($"{Agent.Pods}/{name}")).Text("metadata.uid")!;
        var jobs = await Cluster.RunAsync("squeue", "--noheader", "--states=all", "--format=%i %k");
        return Assert.Single(jobs.Split('\n'), job => job.Contains(uid, StringComparison.Ordinal)).Split(' ')[0];
    }

    private static string Configuration(SlurmLogin login) => $$"""
        {
          "providers": {
            "slurm": {
              "directory": "{{login.SharedDirectory}}/pods",
              "ssh": {
                "hosts": ["{{login.Host}}:{{login.Port}}"], "user": "{{login.User}}", "keyFile": "{{login.KeyFile}}",
                "knownHostsFile": "{{login.KnownHostsFile}}", "configFile": "none"
              },
              "containers": { "runtime": "none" },
              "node": { "overcommit": 4 },
              "polling": { "minIntervalSeconds": 0.5, "maxIntervalSeconds": 2 },
              "statusIntervalSeconds": 0.25
            }
          }
        }
        """;
}
