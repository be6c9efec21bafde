using System.Collections.Concurrent;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Resources;
using Reeve.Runtime.Pods.Sources;

namespace Reeve.Runtime.Pods.Api;

/// <summary>
/// Claims and persistent volumes, which a node may read one by one and not watch: whoever waits for one that is not there, or not
/// bound, looks again from time to time. Thread-safe.
/// </summary>
internal sealed class PolledObjects(IKubernetesApi api, PodApiOptions options, TimeProvider timeProvider)
{
    // What was not as a pod needs it when it was last looked up.
    private readonly ConcurrentDictionary<ObjectKey, byte> _unfit = new();

    /// <summary>Looks an object up.</summary>
    /// <exception cref="ProviderException">The server does not tell now.</exception>
    public async ValueTask<T?> FindAsync<T>(KubernetesResource<T> resource, ObjectKey key, CancellationToken cancellationToken)
        where T : class, IKubernetesObject, new()
    {
        try
        {
            var found = await AuthoriserLag.RetryAsync(
                () => api.FindAsync(resource, key.Namespace.Length > 0 ? key.Namespace : null, key.Name, cancellationToken), timeProvider, cancellationToken);
            if (found is null || (found is PersistentVolumeClaim claim && string.IsNullOrEmpty(claim.Spec.VolumeName)))
            {
                _unfit[key] = 0;
            }
            else
            {
                _unfit.TryRemove(key, out _);
            }

            return found;
        }
        catch (KubernetesApiException e)
        {
            throw ApiErrors.ToProviderException(e);
        }
    }

    /// <summary>Calls back from time to time while the object is not what is needed.</summary>
    public IDisposable Watch(ObjectKey key, Action changed)
    {
        return timeProvider.CreateTimer(
            _ =>
            {
                if (_unfit.ContainsKey(key))
                {
                    changed();
                }
            },
            null,
            options.PollInterval,
            options.PollInterval);
    }
}
