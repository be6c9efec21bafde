using Reeve.EndToEnd.Nodes;
using Reeve.Testing;
using Reeve.Testing.Kubernetes;

namespace Reeve.EndToEnd.Slurm;

/// <summary>One node of the shared cluster, for tests that run one after another.</summary>
[CollectionDefinition(Tests)]
public sealed class SlurmNodeFixture : IAsyncLifetime, ICollectionFixture<SlurmNodeFixture>
{
    /// <summary>The tests that share it.</summary>
    public const string Tests = "one Slurm node";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The control plane.</summary>
    internal ControlPlane Plane { get; private set; } = null!;

    /// <summary>The node's agent.</summary>
    internal NodeAgent Agent { get; private set; } = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        if (Components.Missing(Component.SlurmNode) is null)
        {
            Plane = await ControlPlane.SharedAsync();
            Agent = await (await SlurmSite.SharedAsync()).StartNodeAsync(Plane, "pods");
        }
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (Agent is not null)
        {
            await Agent.DisposeAsync();
        }
    }

    /// <summary>Runs a pod of busybox with one container, and waits until it is ready.</summary>
    /// <param name="name">The pod's name.</param>
    /// <param name="script">What its shell runs.</param>
    /// <param name="container">More members of the container, each with a comma behind it.</param>
    /// <param name="spec">More members of the spec, likewise.</param>
    internal async Task RunAsync(string name, string script, string container = "", string spec = "")
    {
        await Plane.Admin.CreateAsync(Agent.Pods, $$"""
            {
              "metadata": { "name": "{{name}}" },
              "spec": {
                {{spec}}
                "nodeName": "{{Agent.Name}}", "terminationGracePeriodSeconds": 1, "tolerations": [{ "operator": "Exists" }],
                "containers": [{ {{container}} "name": "main", "image": "busybox", "command": ["/bin/sh", "-c", {{Manifests.Quote(script)}}] }]
              }
            }
            """);
        await Plane.Admin.WaitAsync($"{Agent.Pods}/{name}", pod => pod.IsReady(), $"pod {name} runs", Patience);
    }

    /// <summary>Runs a shell script in a pod's container by kubectl, and returns what it wrote.</summary>
    internal Task<string> ShellAsync(string pod, string script) =>
        Plane.Kubectl.RunAsync("exec", "-n", Agent.Namespace, pod, "--", "sh", "-c", script);
}
