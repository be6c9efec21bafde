using Reeve.Runtime.Kubernetes;

namespace Reeve.Runtime.Pods.Api;

/// <summary>
/// The Node authoriser lets a node read what its pods refer to as soon as it has heard of the binding, which may be a little after the node
/// has: a refusal is taken for one only when it stays.
/// </summary>
internal static class AuthoriserLag
{
    private const int MaxTries = 5;
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks, and asks again for a short time while it is refused.</summary>
    public static async Task<T> RetryAsync<T>(Func<Task<T>> ask, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await ask();
            }
            catch (KubernetesApiException e) when (e.IsForbidden && tries < MaxTries)
            {
                await Task.Delay(First * Math.Pow(2, tries - 1), timeProvider, cancellationToken);
            }
        }
    }
}
