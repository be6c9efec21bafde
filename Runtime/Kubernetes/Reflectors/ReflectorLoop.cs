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
internal sealed partial class ReflectorLoop<T>(
    IKubernetesApi api,
    KubernetesResource<T> resource,
    ReflectorOptions options,
    ObjectStore<T> store,
    SyncSignal signal,
    ReflectorMetrics metrics,
    TimeProvider timeProvider,
    Random random,
    ILogger logger)
    where T : class, IKubernetesObject, new()
{
    private readonly string _name = resource.ToString();
    private readonly ObjectLister<T> _lister = new(api, resource, options);
    private readonly RetryPacer _pacer = new(options, timeProvider, random);
    private readonly Lock _lock = new();
    private CancellationTokenSource? _watch;
    private bool _mustRelist;
    private string? _version;
    private long _lastHeardTicks;
    private volatile KubernetesApiException? _lastError;

    public KubernetesApiException? LastError => _lastError;

    public DateTimeOffset? LastHeard => Interlocked.Read(ref _lastHeardTicks) is var ticks and > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Lists anew from a quorum: versions do not go on from what was seen. Thread-safe.</summary>
    public void Relist()
    {
        lock (_lock)
        {
            _mustRelist = true;
            _watch?.Cancel();
        }
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await (_version is null || IsToRelist() ? ListAsync(cancellationToken) : WatchAsync(cancellationToken));
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (KubernetesApiException e)
            {
                await FailAsync(e, cancellationToken);
            }
            catch (Exception e)
            {
                // Nothing else may end the view silently.
                await FailAsync(new($"{_name}: {e.GetType().Name}: {e.Message}", new(), inner: e), cancellationToken);
            }
        }
    }

    private bool IsToRelist()
    {
        lock (_lock)
        {
            if (!_mustRelist)
            {
                return false;
            }

            _mustRelist = false;
        }

        LogRelisting(logger, _name);
        _lister.Distrust();
        _version = null;
        return true;
    }

    // :: 1
    private async Task ListAsync(CancellationToken cancellationToken)
    {
        var list = await _lister.ListAsync(cancellationToken);
        store.ReplaceAll(list.Items);
        _version = list.Metadata.ResourceVersion ?? "";
        Heard();
        metrics.Lists.Add(1, ReflectorMetrics.Tag(_name));
        LogListed(logger, _name, list.Items.Count);
        signal.Sync();
    }

    // :: 2
    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        var time = options.MinWatchTime * (1 + random.NextDouble());
        using var watchdog = new CancellationTokenSource(time + options.WatchdogGrace, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, watchdog.Token);
        Watching(either);
        var started = timeProvider.GetTimestamp();
        var heard = false;
        metrics.Watches.Add(1, ReflectorMetrics.Tag(_name));
        try
        {
            await foreach (var happened in api.WatchAsync(resource, options.Namespace, Options(time), either.Token))
            {
                heard = true;
                Take(happened);
            }
        }
        catch (OperationCanceledException) when (watchdog.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            LogWatchdog(logger, _name, (time + options.WatchdogGrace).TotalSeconds);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // It is to be listed anew.
            return;
        }
        finally
        {
            Watching(null);
        }

        await EndAsync(heard, timeProvider.GetElapsedTime(started), cancellationToken);
    }

    private void Watching(CancellationTokenSource? watch)
    {
        lock (_lock)
        {
            _watch = watch;
            if (_mustRelist)
            {
                watch?.Cancel();
            }
        }
    }

    private void Take(WatchEvent<T> happened)
    {
        var item = happened.Object ?? throw new InvalidDataException("A watch event has no object.");
        if (happened.Type is WatchEventTypes.Added or WatchEventTypes.Modified or WatchEventTypes.Deleted)
        {
            store.Apply(happened.Type, item);
        }

        // A kind of event that a later server invents carries a version as well.
        if (item.Metadata.ResourceVersion is { Length: > 0 } version)
        {
            _version = version;
            _lister.Saw(version);
        }

        Heard();
        metrics.Events.Add(1, ReflectorMetrics.Tag(_name));
    }

    private async Task EndAsync(bool heard, TimeSpan lasted, CancellationToken cancellationToken)
    {
        if (!heard && lasted >= options.MinWatchTime * 0.9)
        {
            // Not even a bookmark: the version may lie in the future of a server that was restored to an older state.
            LogSilent(logger, _name, lasted.TotalSeconds);
            _version = null;
        }
        else if (lasted < TimeSpan.FromSeconds(1))
        {
            // A server that ends every watch at once must not be asked in a tight loop.
            await Task.Delay(_pacer.Failed(null), timeProvider, cancellationToken);
        }
    }

    private WatchOptions Options(TimeSpan time) => new()
    {
        LabelSelector = options.LabelSelector,
        FieldSelector = options.FieldSelector,
        ResourceVersion = _version,
        Timeout = time,
        OwnConnection = options.OwnConnection,
    };

    private async Task FailAsync(KubernetesApiException e, CancellationToken cancellationToken)
    {
        _lastError = e;
        signal.Fail(e);
        metrics.Failures.Add(1, ReflectorMetrics.Tag(_name));
        if (MustList(e))
        {
            _version = null;
        }

        var wait = _pacer.Failed(e);
        LogFailed(logger, _name, e.Message, wait.TotalSeconds);
        try
        {
            await Task.Delay(wait, timeProvider, cancellationToken);
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
        Interlocked.Exchange(ref _lastHeardTicks, timeProvider.GetUtcNow().UtcTicks);
        _lastError = null;
        _pacer.Healthy();
    }
}
