using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes;
using Reeve.Runtime.Kubernetes.Reflectors;
using Reeve.Runtime.Kubernetes.Resources;
using Reeve.Runtime.Pods.Sources;

namespace Reeve.Runtime.Pods.Api;

/// <summary>
/// Objects of one kind that pods refer to, each followed by its name, which is all that the Node authoriser allows, and only while
/// somebody needs it. Thread-safe.
/// </summary>
/// <typeparam name="T">The kind.</typeparam>
internal sealed class WatchedObjects<T>(
    KubernetesResource<T> resource, ReflectorFactory reflectors, ObjectWatches watches, TimeSpan linger, TimeProvider timeProvider) : IWatchedObjects
    where T : class, IKubernetesObject, new()
{
    // A refusal is often that of an authoriser who has not heard of the pod yet, which is a matter of milliseconds.
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(20);
    private const int MaxTries = 5;

    private readonly Lock _lock = new();
    private readonly Dictionary<ObjectKey, Follower> _followers = [];

    /// <summary>Looks an object up, or with an empty name all of the namespace.</summary>
    /// <exception cref="ProviderException">The server does not tell now.</exception>
    public async ValueTask<IReadOnlyList<T>> FindAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var follower = Follow(key);
        try
        {
            await SyncAsync(follower.Reflector, cancellationToken);
            return key.Name.Length == 0 ? [.. follower.Reflector.Snapshot()]
                : follower.Reflector.Find(key.Namespace, key.Name) is { } found ? [found]
                : [];
        }
        finally
        {
            Leave(follower);
        }
    }

    public IDisposable Watch(ObjectKey key, Action changed) => new Subscription(this, Follow(key), watches.Add(key, changed));

    /// <summary>Ends what nobody has needed for a while.</summary>
    public async Task SweepAsync()
    {
        List<Follower> idle = [];
        lock (_lock)
        {
            idle.AddRange(_followers.Values.Where(follower => follower.Users == 0 && timeProvider.GetElapsedTime(follower.IdleSince) >= linger));
            idle.ForEach(follower => _followers.Remove(follower.Key));
        }

        await EndAsync(idle);
    }

    public async ValueTask DisposeAsync()
    {
        List<Follower> all;
        lock (_lock)
        {
            all = [.. _followers.Values];
            _followers.Clear();
        }

        await EndAsync(all);
    }

    private static async Task SyncAsync(IReflector<T> reflector, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await reflector.WaitUntilSyncedAsync(cancellationToken);
                return;
            }
            catch (KubernetesApiException e)
            {
                // The reflector tries again by itself, and the next answer may be another one.
                _ = e.IsForbidden && tries < MaxTries ? 0 : throw ApiErrors.ToProviderException(e);
            }
        }
    }

    private static async Task EndAsync(List<Follower> followers)
    {
        foreach (var follower in followers)
        {
            await follower.Reflector.DisposeAsync();
            await follower.Loop;
        }
    }

    private Follower Follow(ObjectKey key)
    {
        lock (_lock)
        {
            if (!_followers.TryGetValue(key, out var follower))
            {
                var reflector = reflectors.Start(resource, new()
                {
                    Namespace = key.Namespace.Length > 0 ? key.Namespace : null,
                    FieldSelector = key.Name.Length > 0 ? $"metadata.name={key.Name}" : null,
                    MinBackoff = FirstRetry,
                });
                follower = new(key, reflector);
                follower.Loop = Task.Run(() => TellAsync(follower));
                _followers.Add(key, follower);
            }

            follower.Users++;
            return follower;
        }
    }

    private void Leave(Follower follower)
    {
        lock (_lock)
        {
            follower.Users--;
            follower.IdleSince = timeProvider.GetTimestamp();
        }
    }

    // What is there at the start is told as well: somebody may have looked before.
    private async Task TellAsync(Follower follower)
    {
        await foreach (var change in follower.Reflector.ChangesAsync(CancellationToken.None))
        {
            if (change.Object is not null)
            {
                watches.Notify([follower.Key]);
            }
        }
    }

    private sealed class Follower(ObjectKey key, IReflector<T> reflector)
    {
        public ObjectKey Key { get; } = key;

        public IReflector<T> Reflector { get; } = reflector;

        public Task Loop { get; set; } = Task.CompletedTask;

        public int Users { get; set; }

        public long IdleSince { get; set; }
    }

    private sealed class Subscription(WatchedObjects<T> owner, Follower follower, IDisposable watch) : IDisposable
    {
        private int _isDisposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
            {
                watch.Dispose();
                owner.Leave(follower);
            }
        }
    }
}
