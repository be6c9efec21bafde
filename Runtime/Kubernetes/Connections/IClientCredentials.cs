namespace Reeve.Runtime.Kubernetes.Connections;

/// <summary>
/// Proves who the client is. Asked before every request, so that a token or certificate may change at any time: requests in flight
/// end with what they began with, new ones take the new. Implementations are thread-safe.
/// </summary>
public interface IClientCredentials
{
    /// <summary>The present credential. Cheap where nothing has changed; the same instance as long as it is the same.</summary>
    /// <exception cref="KubernetesConfigurationException">There is none: a file or a program fails.</exception>
    ValueTask<ClientCredential> GetAsync(CancellationToken cancellationToken);

    /// <summary>Tells that the server answered 401 to a credential.</summary>
    /// <returns>Whether there is another one now, so that one more try makes sense.</returns>
    ValueTask<bool> RefreshAsync(ClientCredential rejected, CancellationToken cancellationToken);
}
