namespace Reeve.Runtime.Proxies.Sources;

/// <summary>
/// Feeds a proxy from a Kubernetes cluster: Services of the type LoadBalancer and Ingresses become listeners, routes, servers and certificates
/// in its document, and go with them. Other parts of the document are never touched. While the cluster cannot be reached everything stays as it is.
/// Disposing it ends that and leaves what is served.
/// </summary>
public interface IKubernetesSource : IAsyncDisposable
{
    /// <summary>How it goes. Thread-safe.</summary>
    KubernetesSourceStatus Status { get; }
}
