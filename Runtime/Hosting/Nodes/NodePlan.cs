using System.Reflection;
using Reeve.Runtime.Nodes;

namespace Reeve.Runtime.Hosting.Nodes;

/// <summary>A node as it is being described.</summary>
internal sealed class NodePlan(string name)
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>What runs its pods; null as long as nobody has said so.</summary>
    public string? Provider { get; set; }

    /// <summary>Manifests of a node of no cluster; empty for one of a cluster.</summary>
    public List<string> Manifests { get; } = [];

    /// <summary>Changes to the options, in their order.</summary>
    public List<Func<NodeAgentOptions, NodeAgentOptions>> Changes { get; } = [];

    /// <summary>The options that hold.</summary>
    /// <exception cref="HostingException">There is no provider.</exception>
    public NodeAgentOptions Options(LocalState state)
    {
        var provider = Provider ?? throw new HostingException($"The node {Name} has nothing that runs its pods; call UseProvider.");
        var version = Assembly.GetEntryAssembly()?.GetName().Version?.ToString(3) ?? "0.0.0";
        var options = new NodeAgentOptions
        {
            Node = new NodeOptions { Name = Name, Provider = provider, AgentVersion = version },
            Backend = new NodeBackendOptions { Provider = provider },
            StateDirectory = state.Node(Name),
        };
        return Changes.Aggregate(options, static (known, change) => change(known));
    }
}
