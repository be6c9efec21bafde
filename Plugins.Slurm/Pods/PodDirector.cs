using Microsoft.Extensions.Logging;
using Reeve.Plugins.Slurm.Controller.Polling;
using Reeve.Plugins.Slurm.Jobs;
using Reeve.Plugins.Slurm.Users;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Pods;

/// <summary>Starts, stops, removes and follows pods, whoever they run as. Thread-safe.</summary>
internal sealed class PodDirector : IAsyncDisposable
{
    private readonly IRemoteUsers _users;
    private readonly IPodBundler _bundler;
    private readonly SlurmOptions _options;
    private readonly Owner _owner;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly PodWatches _watches;

    public PodDirector(IRemoteUsers users, IPodBundler bundler, SlurmOptions options, Owner owner, TimeProvider time, ILogger logger)
    {
        (_users, _bundler, _options, _owner, _time, _logger) = (users, bundler, options, owner, time, logger);
        _watches = new PodWatches(Book, users, Follow);
    }

    /// <summary>All pods that are known.</summary>
    public PodBook Book { get; } = new();

    /// <summary>Begins to follow what is there.</summary>
    public void Start() => _watches.Start();

    /// <summary>See <see cref="IWorkloadProvider.StartPodAsync"/>.</summary>
    public async Task StartAsync(ResolvedPod pod, CancellationToken cancellationToken)
    {
        var owner = await _users.FindAsync(pod, cancellationToken);
        var pods = _watches.Of(owner.User);
        if (await pods.Starts.StartAsync(pod.Id, Bundle, cancellationToken) is { } there)
        {
            // Its files may be older than this: objects change and tokens age while no agent is there.
            await pods.Updates.UpdateAsync(there, pod, PodChanges.Volumes | PodChanges.Environment, () => Bundle(there.Directory), cancellationToken);
        }

        PodBundle Bundle(string directory) => _bundler.Make(pod, PlaceOf(directory, owner));
    }

    /// <summary>See <see cref="IPodUpdate.UpdatePodAsync"/>.</summary>
    public async Task<IReadOnlyList<PodChangeResult>> UpdateAsync(ResolvedPod next, PodChanges changes, CancellationToken cancellationToken)
    {
        var pod = await FindAsync(next.Id, cancellationToken);
        var owner = await _users.FindAsync(next, cancellationToken);
        return await _watches.Of(pod.User).Updates.UpdateAsync(
            pod, next, changes, () => _bundler.Make(next, PlaceOf(pod.Directory, owner)), cancellationToken);
    }

    /// <summary>See <see cref="IWorkloadProvider.StopPodAsync"/>.</summary>
    public async Task StopAsync(PodId id, TimeSpan grace, CancellationToken cancellationToken)
    {
        var pod = await FindAsync(id, cancellationToken);
        await _watches.Of(pod.User).Stops.StopAsync(pod, grace, cancellationToken);
    }

    /// <summary>See <see cref="IWorkloadProvider.RemovePodAsync"/>.</summary>
    public async Task RemoveAsync(PodId id, CancellationToken cancellationToken)
    {
        var pod = await FindAsync(id, cancellationToken);
        await _watches.Of(pod.User).Stops.RemoveAsync(pod, cancellationToken);
    }

    /// <summary>See <see cref="IWorkloadProvider.WatchPodsAsync"/>.</summary>
    public IAsyncEnumerable<PodWatchItem> WatchAsync(CancellationToken cancellationToken) => _watches.WatchAsync(cancellationToken);

    /// <summary>What is done for the pods of the user that a pod runs as.</summary>
    public UserPods Of(TrackedPod pod) => _watches.Of(pod.User);

    public ValueTask DisposeAsync() => _watches.DisposeAsync();

    private PodPlace PlaceOf(string directory, PodUser owner) => new() { Directory = directory, Partition = _options.Partition, Account = owner.Account };

    // "Not known" may be said only when all that there is has been listed.
    private async Task<TrackedPod> FindAsync(PodId id, CancellationToken cancellationToken)
    {
        if (Book.Find(id) is null)
        {
            foreach (var user in _users.Known)
            {
                await _watches.Of(user).Watch.ListedAsync(cancellationToken);
            }
        }

        return Book.Get(id);
    }

    private UserPods Follow(RemoteUser user)
    {
        var poller = new JobPoller(user.Controller, PodTaker.PrefixOf(_owner), _options.Polling, _time, _logger);
        var taker = new PodTaker(Book, user, _owner, TimeSpan.FromSeconds(_options.JobLostSeconds), _time);
        var watch = new UserWatch(user, poller, Book, taker, TimeSpan.FromSeconds(_options.StatusIntervalSeconds), _time, _logger);
        watch.Start();
        var sweep = new PodSweep(watch, Book, TimeSpan.FromSeconds(_options.AbandonedSeconds), _time, _logger);
        sweep.Start();
        return new UserPods(watch, new PodStarts(watch, Book, _time), new PodStops(watch, Book, _time), new PodUpdates(watch, _time), sweep);
    }
}
