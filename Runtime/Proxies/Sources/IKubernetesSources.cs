using Reeve.Runtime.Kubernetes.Connections;

namespace Reeve.Runtime.Proxies.Sources;

/// <summary>Feeds proxies from Kubernetes clusters.</summary>
public interface IKubernetesSources
{
    /// <summary>Begins, and goes on until what it returns is disposed; before the proxy is.</summary>
    /// <param name="connect">Says how to reach the cluster; asked again when it cannot be watched any more. What it throws is tried again later.</param>
    /// <param name="proxy">The proxy, started.</param>
    /// <param name="options">What is served.</param>
    /// <exception cref="ArgumentException">The options are not valid: <see cref="KubernetesSourceRules.Problems"/>.</exception>
    IKubernetesSource Start(Func<CancellationToken, Task<KubernetesConnection>> connect, IProxyService proxy, KubernetesSourceOptions options);
}
