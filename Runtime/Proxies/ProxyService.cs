using Microsoft.Extensions.Logging;
using Reeve.Plugins;
using Reeve.Proxies;
using Reeve.Runtime.Proxies.Certificates;
using Reeve.Runtime.Proxies.Revisions;
using Reeve.Runtime.Proxies.Sockets;
using Reeve.Runtime.Proxies.Specs;
using Reeve.Runtime.Proxies.Validation;

namespace Reeve.Runtime.Proxies;

/// <inheritdoc/>
/// <remarks>
/// <code>
///   document ► 1. valid?            ► 2. prepared on disk ► 3. sockets that are new are opened (SnapshotServer)
///            ► 4. the provider serves it ► 5. it becomes the current one on disk ► 6. sockets that nobody wants are closed
///   what fails in 2 to 5 is undone in reverse, and the former one is served on
/// </code>
/// </remarks>
internal sealed partial class ProxyService : IProxyService
{
    // A provider's own settings say less; no provider keeps the agent from ending for ever.
    private static readonly TimeSpan LongestDrain = TimeSpan.FromDays(1);

    private readonly IProxyProvider _provider;
    private readonly RevisionStore _store;
    private readonly SnapshotServer _server;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly RevisionFeed _feed = new();
    private readonly IMachineAddresses _addresses;
    private AddressFollower? _follower;
    private CertificateSet _certificates = CertificateSet.Empty;
    private volatile bool _isStarted;

    /// <param name="name">The configured name.</param>
    /// <param name="provider">Not started yet; disposed with this.</param>
    /// <param name="directory">Of its own, absolute.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="logger">Of this proxy.</param>
    /// <param name="addresses">The machine's; null for the real ones.</param>
    public ProxyService(string name, IProxyProvider provider, string directory, TimeProvider timeProvider, ILogger logger, IMachineAddresses? addresses = null)
    {
        (Name, _provider, _timeProvider, _logger) = (name, provider, timeProvider, logger);
        _addresses = addresses ?? new MachineAddresses(timeProvider);
        _server = new SnapshotServer(name, provider, _addresses, logger);
        _store = new RevisionStore(directory);
    }

    public string Name { get; }

    public ProxyRevision? Current => _feed.Current;

    public ProxyCapabilities? Capabilities => _isStarted ? _provider.Capabilities : null;

    public IReadOnlyList<long> Revisions => _store.Numbers;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await StartProviderAsync(cancellationToken);
            if (Current is null && _store.Current is { } revision)
            {
                await ServeAsync(revision.Spec, revision.Revision, static () => { });
                _feed.Set(revision);
                Restored(Name, revision.Revision);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public IReadOnlyList<ProxyChange> Diff(ProxySpec spec)
    {
        Require(spec);
        return ProxyDiff.Between(Current?.Spec, spec);
    }

    public Task<ProxyRevision> ApplyAsync(ProxySpec spec, string by, long? expected, CancellationToken cancellationToken) =>
        ChangeAsync(_ => spec, by, expected, null, cancellationToken);

    public Task<ProxyRevision> ChangeAsync(Func<ProxySpec, ProxySpec> change, string by, CancellationToken cancellationToken) =>
        ChangeAsync(change, by, null, null, cancellationToken);

    public IAsyncEnumerable<ProxyRevision> WatchAsync(CancellationToken cancellationToken) => _feed.WatchAsync(cancellationToken);

    public async Task<ProxyRevision> RollBackAsync(long revision, string by, CancellationToken cancellationToken)
    {
        var earlier = (_store.Numbers.Contains(revision) ? _store.Find(revision) : null)
            ?? throw new ProviderException(ErrorReason.NotFound, $"The proxy {Name} has no revision {revision}.");
        return await ChangeAsync(_ => earlier.Spec, by, null, revision, cancellationToken);
    }

    public ProxyRevision? Find(long revision) => _store.Numbers.Contains(revision) ? _store.Find(revision) : null;

    public Task<ProxyObservation> ObserveAsync(CancellationToken cancellationToken) => _provider.ObserveAsync(cancellationToken);

    public async Task ServeAsync(CertificateSet set, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        var former = _certificates;
        try
        {
            _certificates = set;
            if (Current is { } current)
            {
                await ServeAsync(current.Spec, current.Revision, static () => { });
            }
        }
        catch
        {
            _certificates = former;
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_follower is { } follower)
        {
            await follower.DisposeAsync();
        }

        await DrainAsync();
        await _provider.DisposeAsync();
        _server.Dispose();
        _turn.Dispose();
    }

    // Nobody waits any more for a connection that nobody would accept; what was accepted may end.
    private async Task DrainAsync()
    {
        if (!_isStarted || _provider.Capability<IProxyDrain>() is not { } drain)
        {
            return;
        }

        var draining = drain.DrainAsync(LongestDrain, CancellationToken.None);
        _server.TakeNoConnections();
        try
        {
            if (await draining is var cut and > 0)
            {
                Cut(Name, cut);
            }
        }
        catch (ProviderException exception)
        {
            NotDrained(Name, exception.Message);
        }
    }

    private async Task<ProxyRevision> ChangeAsync(
        Func<ProxySpec, ProxySpec> change, string by, long? expected, long? rolledBackTo, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // One that could not be served again at the start is still what the history goes on from.
            await StartProviderAsync(cancellationToken);
            var former = Current ?? _store.Current;
            var spec = change(former?.Spec ?? new ProxySpec());
            Require(spec); // 1
            if (expected is { } wanted && wanted != (former?.Revision ?? 0))
            {
                throw new ProviderException(
                    ErrorReason.Conflict, $"The document was made from revision {wanted} of {Name}, and revision {former?.Revision ?? 0} is served now; compare them and apply again.");
            }

            if (Current is { } current && ProxyDiff.Between(current.Spec, spec).Count == 0)
            {
                return current;
            }

            var next = new ProxyRevision
            {
                Revision = (former?.Revision ?? 0) + 1, Time = _timeProvider.GetUtcNow(), By = by, RolledBackTo = rolledBackTo, Spec = spec,
            };
            await CommitAsync(next);
            return next;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task StartProviderAsync(CancellationToken cancellationToken)
    {
        if (!_isStarted)
        {
            await _provider.StartAsync(cancellationToken);
            _isStarted = true;
            _follower = new AddressFollower(_addresses, FollowAsync);
        }
    }

    private async Task CommitAsync(ProxyRevision next)
    {
        _store.Prepare(next); // 2
        try
        {
            await ServeAsync(next.Spec, next.Revision, () => _store.Commit(next.Revision));
        }
        catch
        {
            _store.Discard(next.Revision);
            throw;
        }

        _feed.Set(next);
        Applied(Name, next.Revision, next.By);
    }

    private Task ServeAsync(ProxySpec spec, long revision, Action commit) =>
        _server.ServeAsync(CertificateOverlay.Add(SnapshotCompiler.Compile(spec, revision, _server.Plan(spec)), _certificates), commit); // 3 to 6

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (Current is { } current)
            {
                await _server.FollowAsync(current.Spec);
            }
        }
        catch (ProviderException exception)
        {
            NotFollowed(Name, exception.Message); // tried again at the next change, or in half a minute
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Require(ProxySpec spec)
    {
        if (ProxySpecValidator.Validate(spec, _provider.Capabilities) is { Count: > 0 } errors)
        {
            throw new ProxyValidationException(errors);
        }
    }
}
