using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Reeve.Proxies;
using Reeve.Runtime.Proxies;
using Reeve.Runtime.Proxies.Certificates;
using Reeve.Runtime.Proxies.Revisions;
using Reeve.Runtime.Proxies.Specs;
using Reeve.Runtime.Proxies.Validation;

namespace Reeve.Host.Tests.Proxies.Support;

/// <summary>A proxy in memory that serves nothing. Changes may come at the same time.</summary>
internal sealed class FakeProxyService(string name) : IProxyService
{
    private readonly List<ProxyRevision> _revisions = [];
    private readonly List<Channel<ProxyRevision>> _watchers = [];
    private readonly Lock _lock = new();
    private Action? _before;

    public string Name => name;

    public ProxyRevision? Current => _revisions.LastOrDefault();

    /// <summary>What is wanted; an empty document before the first.</summary>
    public ProxySpec Spec => Current?.Spec ?? new ProxySpec();

    public ProxyCapabilities? Capabilities { get; } = new();

    public IReadOnlyList<long> Revisions => [.. _revisions.Select(revision => revision.Revision).Reverse()];

    public ProxyObservation Observation { get; set; } = new() { Revision = 0 };

    /// <summary>What the next change fails with.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Runs before the next change is compared with what is current.</summary>
    public Action? Before
    {
        get => _before;
        set => _before = value;
    }

    /// <summary>How many changes are watched.</summary>
    public int Watchers => _watchers.Count;

    /// <summary>What starting fails with; null if it succeeds.</summary>
    public volatile Exception? StartFailure;

    public Task StartAsync(CancellationToken cancellationToken) => StartFailure is { } failure ? Task.FromException(failure) : Task.CompletedTask;

    public IReadOnlyList<ProxyChange> Diff(ProxySpec spec)
    {
        Require(spec);
        return ProxyDiff.Between(Current?.Spec, spec);
    }

    public Task<ProxyRevision> ApplyAsync(ProxySpec spec, string by, long? expected, CancellationToken cancellationToken) =>
        Task.FromResult(Change(_ => spec, by, expected));

    public Task<ProxyRevision> ChangeAsync(Func<ProxySpec, ProxySpec> change, string by, CancellationToken cancellationToken) =>
        Task.FromResult(Change(change, by, null));

    public async IAsyncEnumerable<ProxyRevision> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var changes = Channel.CreateUnbounded<ProxyRevision>();
        if (Current is { } current)
        {
            changes.Writer.TryWrite(current);
        }

        _watchers.Add(changes);
        await foreach (var change in changes.Reader.ReadAllAsync(cancellationToken))
        {
            yield return change;
        }
    }

    public Task<ProxyRevision> RollBackAsync(long revision, string by, CancellationToken cancellationToken) => Find(revision) is { } earlier
        ? Task.FromResult(Add(earlier.Spec, by, revision))
        : throw new ProviderException(ErrorReason.NotFound, $"The proxy {Name} has no revision {revision}.");

    public ProxyRevision? Find(long revision) => _revisions.Find(one => one.Revision == revision);

    public Task<ProxyObservation> ObserveAsync(CancellationToken cancellationToken) => Task.FromResult(Observation);

    public Task ServeAsync(CertificateSet set, CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private ProxyRevision Change(Func<ProxySpec, ProxySpec> change, string by, long? expected)
    {
        Interlocked.Exchange(ref _before, null)?.Invoke();
        lock (_lock)
        {
            var spec = change(Spec);
            if (Failure is { } failure)
            {
                Failure = null;
                throw failure;
            }

            Require(spec);
            var number = Current?.Revision ?? 0;
            return expected is { } wanted && wanted != number ? throw new ProviderException(ErrorReason.Conflict, $"revision {number} is served")
                : Current is { } current && ProxyDiff.Between(current.Spec, spec).Count == 0 ? current
                : Add(spec, by, null);
        }
    }

    private static void Require(ProxySpec spec)
    {
        if (ProxySpecValidator.Validate(spec) is { Count: > 0 } errors)
        {
            throw new ProxyValidationException(errors);
        }
    }

    private ProxyRevision Add(ProxySpec spec, string by, long? rolledBackTo)
    {
        var next = new ProxyRevision { Revision = (Current?.Revision ?? 0) + 1, Time = DateTimeOffset.UnixEpoch, By = by, Spec = spec, RolledBackTo = rolledBackTo };
        _revisions.Add(next);
        _watchers.ForEach(watcher => watcher.Writer.TryWrite(next));
        return next;
    }
}
