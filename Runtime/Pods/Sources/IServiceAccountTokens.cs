using Reeve.Kubernetes;

namespace Reeve.Runtime.Pods.Sources;

/// <summary>Gives pods tokens of their service accounts. Thread-safe.</summary>
public interface IServiceAccountTokens
{
    /// <summary>The present token of a pod, bound to it; a new one where the former is to be replaced.</summary>
    /// <param name="pod">The pod with its UID.</param>
    /// <param name="projection">What is asked for.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ProviderException">There is none now.</exception>
    ValueTask<ServiceAccountToken> GetAsync(Pod pod, ServiceAccountTokenProjection projection, CancellationToken cancellationToken);

    /// <summary>Forgets the tokens of a pod that is gone.</summary>
    /// <param name="uid">The pod's UID.</param>
    void Forget(string uid);
}
