using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reeve.Containers;
using Reeve.Plugins;
using Reeve.Runtime.Nodes;
using Reeve.Runtime.Plugins;
using Reeve.Workloads;

namespace Reeve.Runtime.Hosting.Nodes;

/// <summary>Says how a node is and what runs its pods.</summary>
public sealed class NodeBuilder : ReeveBuilder
{
    private readonly NodePlan _plan;

    internal NodeBuilder(ReeveBuilder parent, string name)
        : base(parent)
    {
        _plan = new NodePlan(name);
        Services.AddKeyedSingleton(name, (provider, _) => ActivatorUtilities.CreateInstance<NodeService>(provider, _plan));
        Services.AddSingleton<IHostedService>(provider => provider.GetRequiredKeyedService<NodeService>(name));
        Services.AddKeyedSingleton<IReeveNode>(name, static (provider, key) => provider.GetRequiredKeyedService<NodeService>(key));
        Services.AddSingleton<IReeveNode>(provider => provider.GetRequiredKeyedService<NodeService>(name));
    }

    /// <summary>Runs the pods by a provider of whole pods, or a driver of containers, that is part of the program.</summary>
    /// <typeparam name="T">
    /// An <see cref="IWorkloadProvider"/> or an <see cref="IContainerDriver"/> with a public constructor that takes a <see cref="ProviderContext"/>, and
    /// services if it likes.
    /// </typeparam>
    /// <param name="name">Its name; null for the class's without "Provider" or "Driver", such as <c>outbox</c> for <c>OutboxProvider</c>.</param>
    /// <exception cref="ArgumentException">The class is neither.</exception>
    public NodeBuilder UseProvider<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(string? name = null)
        where T : class, IProvider
    {
        var kind = typeof(IWorkloadProvider).IsAssignableFrom(typeof(T)) ? ProviderKind.Workload
            : typeof(IContainerDriver).IsAssignableFrom(typeof(T)) ? ProviderKind.Driver
            : throw new ArgumentException($"{typeof(T)} runs no pods: it is neither an IWorkloadProvider nor an IContainerDriver.");
        return UseProvider(Linked.Add<T>(kind, name));
    }

    /// <summary>Runs the pods by a provider or driver of a plugin.</summary>
    /// <param name="name">Its name.</param>
    public NodeBuilder UseProvider(string name)
    {
        _plan.Provider = name;
        return this;
    }

    /// <summary>Gives the provider its options.</summary>
    /// <param name="json">A JSON object.</param>
    public NodeBuilder WithProviderOptions([StringSyntax(StringSyntaxAttribute.Json)] string json) =>
        Configure(node => node with { Backend = node.Backend with { ProviderOptions = new ProviderOptions(Encoding.UTF8.GetBytes(json)) } });

    /// <summary>Makes it a node of the cluster of a kubeconfig. Without this <c>$KUBECONFIG</c>, <c>~/.kube/config</c> and the service account of the pod are tried.</summary>
    /// <param name="path">The file.</param>
    public NodeBuilder UseKubeconfig(string path) => Configure(node => node with { Kubeconfig = node.Kubeconfig with { Path = path } });

    /// <summary>Makes it a node of no cluster: it runs the pods of manifests, and follows their changes.</summary>
    /// <param name="paths">Files, and directories with *.yaml, *.yml and *.json.</param>
    public NodeBuilder UseManifests(params string[] paths)
    {
        _plan.Manifests.AddRange(paths);
        return this;
    }

    /// <summary>Changes anything about the node.</summary>
    /// <param name="change">Gives the options that are to hold; called when the host starts.</param>
    public NodeBuilder Configure(Func<NodeAgentOptions, NodeAgentOptions> change)
    {
        _plan.Changes.Add(change);
        return this;
    }
}
