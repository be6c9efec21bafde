using Microsoft.Extensions.DependencyInjection;
using Reeve.Plugins;
using Reeve.Runtime.Hosting.Clusters;
using Reeve.Runtime.Hosting.Nodes;
using Reeve.Runtime.Hosting.Proxies;

namespace Reeve.Runtime.Hosting;

/// <summary>Adds nodes, clusters and proxies to a host; what <c>services.AddReeve()</c> returns. Not thread-safe.</summary>
public class ReeveBuilder
{
    private readonly ReeveOptions _options;

    internal ReeveBuilder(IServiceCollection services, ReeveOptions options, LinkedProviders linked) => (Services, _options, Linked) = (services, options, linked);

    private protected ReeveBuilder(ReeveBuilder parent)
        : this(parent.Services, parent._options, parent.Linked)
    {
    }

    /// <summary>The services of the host.</summary>
    public IServiceCollection Services { get; }

    internal LinkedProviders Linked { get; }

    /// <summary>Makes a plugin part of the program: it is referenced like any library, and its providers are used by their names.</summary>
    /// <typeparam name="TPlugin">The class that its <see cref="ReevePluginAttribute"/> names.</typeparam>
    public ReeveBuilder UsePlugin<TPlugin>()
        where TPlugin : IPlugin, new()
    {
        Linked.Add<TPlugin>();
        return this;
    }

    /// <summary>Loads plugins from a directory, each in isolation, and takes over changes of it while the program runs.</summary>
    /// <param name="directory">Holds one directory for each plugin. A relative path starts from the working directory.</param>
    public ReeveBuilder UsePlugins(string directory)
    {
        _options.PluginDirectories.Add(directory);
        return this;
    }

    /// <summary>Adds a node: of the cluster that the kubeconfig leads to, or one that runs manifests (<see cref="NodeBuilder.UseManifests"/>).</summary>
    /// <param name="name">Its name (RFC 1123 subdomain).</param>
    public NodeBuilder AddNode(string name) => new(this, name);

    /// <summary>Adds what looks after clusters: <see cref="Reeve.Runtime.Clusters.IClusterManager"/>.</summary>
    public ClustersBuilder AddClusters() => new(this);

    /// <summary>Adds a proxy, one of <see cref="IProxySites"/>.</summary>
    /// <param name="name">Its name.</param>
    public ProxyBuilder AddProxies(string name = "proxy") => new(this, name);
}
