using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Reeve.Plugins.Slurm.Users;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Pods;

/// <summary>Everything that is done about pods, by remote user. Thread-safe.</summary>
/// <param name="book">The book of pods.</param>
/// <param name="users">The users.</param>
/// <param name="create">Makes what one user needs.</param>
internal sealed class PodWatches(PodBook book, IRemoteUsers users, Func<RemoteUser, UserPods> create) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<RemoteUser, Lazy<UserPods>> _users = new();

    /// <summary>Begins to follow the users that are known.</summary>
    public void Start()
    {
        users.Grown += FollowKnown;
        FollowKnown();
    }

    /// <summary>What is done for a user's pods.</summary>
    public UserPods Of(RemoteUser user) => _users.GetOrAdd(user, one => new Lazy<UserPods>(() => create(one))).Value;

    /// <summary>Everything that is there, Synced, then changes.</summary>
    public async IAsyncEnumerable<PodWatchItem> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var user in users.Known)
        {
            try
            {
                await Of(user).Watch.ListedAsync(cancellationToken);
            }
            catch (ProviderException e) when (e.Reason == ErrorReason.Denied && users.Known.Count > 1)
            {
                // One user whose credentials were withdrawn must not hide the pods of all others; nothing is concluded about his.
            }
        }

        await foreach (var item in book.Watch().ReadAllAsync(cancellationToken))
        {
            yield return item;
        }
    }

    public async ValueTask DisposeAsync()
    {
        users.Grown -= FollowKnown;
        foreach (var user in _users.Values)
        {
            await user.Value.DisposeAsync();
        }

        book.Close();
    }

    private void FollowKnown()
    {
        foreach (var user in users.Known)
        {
            Of(user);
        }
    }
}
