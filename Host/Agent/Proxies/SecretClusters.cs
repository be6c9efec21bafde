using Microsoft.Extensions.Logging;
using Reeve.Host.CommandLine;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Connections.Kubeconfigs;
using Reeve.Runtime.Kubernetes.Reflectors;

namespace Reeve.Host.Agent.Proxies;

/// <summary>Clusters whose Secrets are certificates of proxies.</summary>
internal static class SecretClusters
{
    /// <summary>Opens one; nothing is asked yet.</summary>
    /// <param name="cli">The world.</param>
    /// <param name="kubeconfig">Its kubeconfig; empty for the usual one.</param>
    /// <param name="parts">Takes what has to be released.</param>
    /// <param name="loggers">Makes loggers.</param>
    /// <exception cref="Runtime.Kubernetes.Connections.KubernetesConfigurationException">The kubeconfig cannot be used.</exception>
    public static ReflectorFactory Open(Cli cli, string kubeconfig, PartStack parts, ILoggerFactory loggers)
    {
        var connection = new KubeconfigLoader(cli.Time).Load(new KubeconfigOptions
        {
            Path = kubeconfig.Length > 0 ? kubeconfig : null,
            Environment = name => cli.Environment.GetValueOrDefault(name),
            HomeDirectory = cli.Environment.GetValueOrDefault("HOME"),
        });
        var client = parts.OwnDisposable(new KubernetesClient(connection, new KubernetesClientOptions(), cli.Time, loggers.CreateLogger<KubernetesClient>()));
        return parts.OwnDisposable(new ReflectorFactory(client, cli.Time, loggers));
    }
}
