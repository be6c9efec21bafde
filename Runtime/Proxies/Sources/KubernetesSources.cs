using Microsoft.Extensions.Logging;
using Reeve.Runtime.Kubernetes.Connections;

namespace Reeve.Runtime.Proxies.Sources;

/// <inheritdoc/>
internal sealed class KubernetesSources(TimeProvider time, ILoggerFactory loggers) : IKubernetesSources
{
    public IKubernetesSource Start(Func<CancellationToken, Task<KubernetesConnection>> connect, IProxyService proxy, KubernetesSourceOptions options) =>
        KubernetesSourceRules.Problems(options) is { Count: > 0 } problems
            ? throw new ArgumentException(string.Join("; ", problems), nameof(options))
            : new KubernetesSource(connect, proxy, options, time, loggers);
}
