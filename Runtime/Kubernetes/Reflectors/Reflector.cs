using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Reeve.Kubernetes;
using Reeve.Runtime.Kubernetes.Requests;
using Reeve.Runtime.Kubernetes.Resources;

namespace Reeve.Runtime.Kubernetes.Reflectors;

/// <summary>
/// Lists, watches from the list's version, and starts over.
/// <code>
///   1 list ──► store, deletions once after the last page
///        └► 2 watch from the list's version ── event, bookmark ──► store, version
///              ├ ended by the server, or watchdog ──► 2 from the last version
///              ├ nothing heard at all, 410, not understood ──► 1
///              └ failed ──► wait, longer each time ──► 2
/// </code>
/// </summary>
internal sealed partial class Reflector<T> : IReflector<T>, IReflectorState
    where T : class, IKubernetesObject, new()
{
    private readonly ObjectStore<T> _store = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly SyncSignal _signal = new();
    private readonly KubernetesResource<T> _resource;
    private readonly ReflectorOptions _options;
    private readonly ObjectLister<T> _lister;
    private readonly IKubernetesApi _api;
    private readonly ReflectorMetrics _metrics;
    private readonly TimeProvider _timeProvider;
    private readonly Random _random;
    private readonly RetryPacer _pacer;
    private readonly ILogger _logger;
    private readonly Task _loop;
    private string? _version;
    private long _lastHeardTicks;
    private volatile KubernetesApiException? _lastError;

    public Reflector(
        IKubernetesApi api,
        KubernetesResource<T> resource,
        ReflectorOptions options,
        ReflectorMetrics metrics,
        TimeProvider timeProvider,
        Random random,
        ILogger logger)
    {
        _api = api;
        _resource = resource;
        _options = options;
        _metrics = metrics;
        _timeProvider = timeProvider;
        _random = random;
        _logger = logger;
        _lister = new(api, resource, options);
        _pacer = new(options, timeProvider, random);
        Resource = resource.ToString();
        metrics.Add(this);
        _loop = Task.Run(RunAsync);
    }

    public Task Synced => _signal.Synced;

    public KubernetesApiException? LastError => _lastError;

    public DateTimeOffset? LastHeard => Interlocked.Read(ref _lastHeardTicks) is var ticks and > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    public string Resource { get; }

    public int Objects => _store.Count;

    public int Waiting => _store.Waiting;

    public T? Find(string? ns, string name) => _store.Find(ns, name);

    public IReadOnlyCollection<T> Snapshot() => _store.Snapshot();

    public Task WaitUntilSyncedAsync(CancellationToken cancellationToken) => _signal.WaitAsync(cancellationToken);

    public async IAsyncEnumerable<ObjectChange<T>> ChangesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stream = _store.Open();
        try
        {
            await foreach (var change in stream.ReadAsync(cancellationToken))
            {
                yield return change;
            }
        }
        finally
        {
            _store.Close(stream);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _metrics.Remove(this);
        _store.Complete();
        _signal.Stop();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await (_version is null ? ListAsync() : WatchAsync());
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (KubernetesApiException e)
            {
                await FailAsync(e);
            }
            catch (Exception e)
            {
                // Nothing else may end the view silently.
                await FailAsync(new($"{Resource}: {e.GetType().Name}: {e.Message}", new(), inner: e));
            }
        }
    }

    // :: 1
    private async Task ListAsync()
    {
        var list = await _lister.ListAsync(_stop.Token);
        _store.ReplaceAll(list.Items);
        _version = list.Metadata.ResourceVersion ?? "";
        Heard();
        _metrics.Lists.Add(1, ReflectorMetrics.Tag(Resource));
        LogListed(_logger, Resource, list.Items.Count);
        _signal.Sync();
    }

    // :: 2
    private async Task WatchAsync()
    {
        var time = _options.MinWatchTime * (1 + _random.NextDouble());
        using var watchdog = new CancellationTokenSource(time + _options.WatchdogGrace, _timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, watchdog.Token);
        var started = _timeProvider.GetTimestamp();
        var heard = false;
        _metrics.Watches.Add(1, ReflectorMetrics.Tag(Resource));
        try
        {
            await foreach (var happened in _api.WatchAsync(_resource, _options.Namespace, Options(time), either.Token))
            {
                heard = true;
                Take(happened);
            }
        }
        catch (OperationCanceledException) when (watchdog.IsCancellationRequested && !_stop.IsCancellationRequested)
        {
            LogWatchdog(_logger, Resource, (time + _options.WatchdogGrace).TotalSeconds);
        }

        await EndAsync(heard, _timeProvider.GetElapsedTime(started));
    }

    private void Take(WatchEvent<T> happened)
    {
        var item = happened.Object ?? throw new InvalidDataException("A watch event has no object.");
        if (happened.Type is WatchEventTypes.Added or WatchEventTypes.Modified or WatchEventTypes.Deleted)
        {
            _store.Apply(happened.Type, item);
        }

        // A kind of event that a later server invents carries a version as well.
        if (item.Metadata.ResourceVersion is { Length: > 0 } version)
        {
            _version = version;
            _lister.Saw(version);
        }

        Heard();
        _metrics.Events.Add(1, ReflectorMetrics.Tag(Resource));
    }

    private async Task EndAsync(bool heard, TimeSpan lasted)
    {
        if (!heard && lasted >= _options.MinWatchTime * 0.9)
        {
            // Not even a bookmark: the version may lie in the future of a server that was restored to an older state.
            LogSilent(_logger, Resource, lasted.TotalSeconds);
            _version = null;
        }
        else if (lasted < TimeSpan.FromSeconds(1))
        {
            // A server that ends every watch at once must not be asked in a tight loop.
            await Task.Delay(_pacer.Failed(null), _timeProvider, _stop.Token);
        }
    }

    private WatchOptions Options(TimeSpan time) => new()
    {
        LabelSelector = _options.LabelSelector,
        FieldSelector = _options.FieldSelector,
        ResourceVersion = _version,
        Timeout = time,
    };

    private async Task FailAsync(KubernetesApiException e)
    {
        _lastError = e;
        _signal.Fail(e);
        _metrics.Failures.Add(1, ReflectorMetrics.Tag(Resource));
        if (MustList(e))
        {
            _version = null;
        }

        var wait = _pacer.Failed(e);
        LogFailed(_logger, Resource, e.Message, wait.TotalSeconds);
        try
        {
            await Task.Delay(wait, _timeProvider, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The loop ends by itself.
        }
    }

    // Too old, too new, or not understood: the version is of no use any more. Whatever may pass by itself is waited for.
    private static bool MustList(KubernetesApiException e) =>
        e.IsGone || e.IsResourceVersionTooLarge || e.InnerException is System.Text.Json.JsonException or InvalidDataException
        || !(e.IsTransient || e.IsUnauthorized || e.IsForbidden);

    private void Heard()
    {
        Interlocked.Exchange(ref _lastHeardTicks, _timeProvider.GetUtcNow().UtcTicks);
        _lastError = null;
        _pacer.Healthy();
    }
}
