using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Reeve.Containers;

namespace Reeve.Machine.Containers;

/// <summary>All attempts that the driver knows, and those who watch them. Thread-safe.</summary>
public sealed class ContainerTable<T>
    where T : TrackedContainer
{
    private readonly ConcurrentDictionary<ContainerId, T> _containers = new();
    private readonly Lock _lock = new();
    private readonly List<Channel<ContainerWatchItem>> _watchers = [];

    public IEnumerable<T> All => _containers.Values;

    /// <summary>The attempts of one pod.</summary>
    public IEnumerable<T> OfPod(PodId pod) => All.Where(container => container.Id.Pod == pod);

    public T? Find(ContainerId id) => _containers.GetValueOrDefault(id);

    /// <exception cref="ProviderException"><see cref="ErrorReason.NotFound"/>.</exception>
    public T Get(ContainerId id) =>
        Find(id) ?? throw new ProviderException(ErrorReason.NotFound, $"There is no container {id}.");

    public void Add(T container)
    {
        lock (_lock)
        {
            _containers[container.Id] = container;
            Publish(container.Observation);
        }
    }

    public void Remove(T container)
    {
        if (_containers.TryRemove(new(container.Id, container)))
        {
            container.Dispose();
        }
    }

    /// <summary>Records the end of a container and tells the watchers.</summary>
    public void End(T container, ContainerObservation observation)
    {
        lock (_lock)
        {
            container.End(observation);
            Publish(observation);
        }
    }

    /// <summary>Everything, then <see cref="ContainerWatchItem.Synced"/>, then changes.</summary>
    public async IAsyncEnumerable<ContainerWatchItem> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateUnbounded<ContainerWatchItem>(new UnboundedChannelOptions { SingleReader = true });
        lock (_lock)
        {
            foreach (var container in _containers.Values)
            {
                channel.Writer.TryWrite(ContainerWatchItem.For(container.Observation));
            }

            channel.Writer.TryWrite(ContainerWatchItem.Synced);
            _watchers.Add(channel);
        }

        try
        {
            await foreach (var item in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return item;
            }
        }
        finally
        {
            lock (_lock)
            {
                _watchers.Remove(channel);
            }
        }
    }

    /// <summary>Ends every watch and forgets every container, which goes on running.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _watchers.ForEach(watcher => watcher.Writer.TryComplete());
        }

        foreach (var container in _containers.Values)
        {
            container.Dispose();
        }

        _containers.Clear();
    }

    private void Publish(ContainerObservation observation) =>
        _watchers.ForEach(watcher => watcher.Writer.TryWrite(ContainerWatchItem.For(observation)));
}
