using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes.Reflectors;

namespace Reeve.Runtime.Tests.Kubernetes.Fakes;

/// <summary>Keeps what a stream of changes says, and refuses changes that make no sense after those before.</summary>
internal sealed class Mirror : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, ConfigMap> _byUid = [];
    private readonly List<string> _log = [];
    private readonly Task _reading;
    private string? _wrong;

    public Mirror(IReflector<ConfigMap> reflector) => _reading = Task.Run(() => ReadAsync(reflector));

    /// <summary>Whether it was told that the first list is complete.</summary>
    public bool IsSynced { get; private set; }

    /// <summary>Every change so far.</summary>
    public IReadOnlyList<string> Log
    {
        get
        {
            lock (_lock)
            {
                return [.. _log];
            }
        }
    }

    public IReadOnlyDictionary<string, string> State()
    {
        lock (_lock)
        {
            Assert.Null(_wrong);
            return _byUid.Values.ToDictionary(static map => map.Metadata.Name, TruthServer.Describe);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _stop.Dispose();
    }

    private async Task ReadAsync(IReflector<ConfigMap> reflector)
    {
        try
        {
            await foreach (var change in reflector.ChangesAsync(_stop.Token))
            {
                lock (_lock)
                {
                    Take(change);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private void Take(ObjectChange<ConfigMap> change)
    {
        _log.Add($"{change.Kind} {change.Object?.Metadata.Name}".TrimEnd());
        if (change.Object is not { } map)
        {
            _wrong ??= IsSynced ? "synced twice" : null;
            IsSynced = true;
            return;
        }

        var known = _byUid.ContainsKey(map.Metadata.Uid!);
        var sameName = _byUid.Values.Any(other => other.Metadata.Name == map.Metadata.Name && other.Metadata.Uid != map.Metadata.Uid);
        if (known != (change.Kind != ObjectChangeKind.Added) || (sameName && change.Kind == ObjectChangeKind.Added))
        {
            _wrong ??= $"{change.Kind} of {map.Metadata.Name}, {map.Metadata.Uid} makes no sense";
        }

        if (change.Kind == ObjectChangeKind.Deleted)
        {
            _byUid.Remove(map.Metadata.Uid!);
        }
        else
        {
            _byUid[map.Metadata.Uid!] = map;
        }
    }
}
