using Microsoft.Extensions.Logging;
using Reeve.Clusters;
using Reeve.Host.CommandLine;
using Reeve.Host.Configuration;
using Reeve.Host.Configuration.Proxies;
using Reeve.Runtime.Clusters;
using Reeve.Runtime.Kubernetes.Connections;
using Reeve.Runtime.Kubernetes.Connections.Kubeconfigs;

namespace Reeve.Host.Agent.Proxies;

/// <summary>Feeds proxies from Kubernetes clusters, where that is configured: from any by its kubeconfig, or from one that this agent looks after.</summary>
internal sealed class ProxyFeeds : IAsyncDisposable
{
    private readonly PartStack _parts = new();

    private ProxyFeeds()
    {
    }

    /// <summary>Begins; what cannot be reached now is tried again later.</summary>
    /// <param name="cli">The world.</param>
    /// <param name="configuration">The configuration.</param>
    /// <param name="proxies">The proxies; null for none.</param>
    /// <param name="clusters">The clusters of this agent; null for none.</param>
    /// <param name="loggers">Makes loggers.</param>
    /// <returns>Null where nothing is configured.</returns>
    public static ProxyFeeds? Start(Cli cli, LoadedConfiguration configuration, ProxyHost? proxies, IClusterManager? clusters, ILoggerFactory loggers)
    {
        var plans = configuration.Proxies.Plans.Where(static plan => plan.Kubernetes is not null).ToList();
        if (proxies is null || plans.Count == 0)
        {
            return null;
        }

        var feeds = new ProxyFeeds();
        foreach (var plan in plans)
        {
            var proxy = proxies.All.First(site => site.Name == plan.Name).Service;
            feeds._parts.Own(proxies.Sources.Start(cancellationToken => ConnectAsync(cli, plan.Kubernetes!, clusters, loggers, cancellationToken), proxy, plan.Kubernetes!));
        }

        return feeds;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _parts.DisposeAsync();

    private static async Task<KubernetesConnection> ConnectAsync(
        Cli cli, KubernetesEntry entry, IClusterManager? clusters, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var loader = new KubeconfigLoader(cli.Time, loggers);
        if (entry.Cluster is not { } cluster)
        {
            return loader.Load(new KubeconfigOptions
            {
                Path = entry.Kubeconfig,
                Context = entry.Context,
                Environment = name => cli.Environment.GetValueOrDefault(name),
                HomeDirectory = cli.Environment.GetValueOrDefault("HOME"),
            });
        }

        var text = clusters is null
            ? throw new KubernetesConfigurationException($"There is no cluster {cluster}: this agent looks after none.")
            : await clusters.GetKubeconfigAsync(cluster, new KubeconfigRequest(), cancellationToken);
        return loader.LoadText(text, $"the kubeconfig of the cluster {cluster}");
    }
}
