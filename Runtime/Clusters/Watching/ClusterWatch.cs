using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Reeve.Clusters;
using Reeve.Runtime.Clusters.State;
using Reeve.Runtime.Operations;

namespace Reeve.Runtime.Clusters.Watching;

/// <summary>Looks at one cluster again and again, and has done what is due.</summary>
/// <remarks>
/// <code>
/// wait: the interval, shorter while something happens, longer after failures; a poke ends it
///   └► look ► take over what was seen ► no operation, not paused: workloads ► certificates ► version
/// </code>
/// </remarks>
[SuppressMessage("Reliability", "CA1001", Justification = "A semaphore whose wait handle was never asked for holds nothing to release.")]
internal sealed partial class ClusterWatch
{
    /// <summary>While an operation goes on, its own steps tell how far it is.</summary>
    private static readonly TimeSpan s_underWay = TimeSpan.FromSeconds(30);

    private readonly ClusterEntry _entry;
    private readonly WatchServices _services;
    private readonly IClusterManager _manager;
    private readonly ILogger _logger;
    private readonly IReconciler[] _reconcilers;
    private readonly SemaphoreSlim _poke = new(0, 1);
    private readonly ClusterLook _look;
    private readonly NodeWatch _nodes;
    private volatile ReconcilerStatus _status = new() { Status = "OK" };
    private Task _loop = Task.CompletedTask;

    private ClusterWatch(ClusterEntry entry, WatchServices services, IClusterManager manager, ILogger logger)
    {
        (_entry, _services, _manager, _logger) = (entry, services, manager, logger);
        _reconcilers = [new WorkloadReconciler(services), new CertificateReconciler(services), new UpgradeReconciler(services), new SettingsReconciler(services)];
        _look = new ClusterLook(entry, services, logger);
        _nodes = new NodeWatch(entry.Id, services, Poke);
    }

    public ReconcilerStatus Status => _status with { IsPaused = _entry.Document.Paused, Status = _entry.Document.Paused ? "Paused" : _status.Status };

    public static ClusterWatch Begin(ClusterEntry entry, WatchServices services, IClusterManager manager, ILogger logger, CancellationToken cancellationToken)
    {
        var watch = new ClusterWatch(entry, services, manager, logger);
        watch._loop = Task.Run(() => watch.RunAsync(cancellationToken), CancellationToken.None);
        return watch;
    }

    /// <summary>Ends the present wait.</summary>
    public void Poke()
    {
        lock (_poke)
        {
            if (_poke.CurrentCount == 0)
            {
                _poke.Release();
            }
        }
    }

    public Task StoppedAsync() => _loop;

    /// <inheritdoc cref="ClusterLook.RunAsync"/>
    public Task LookAsync(CancellationToken cancellationToken) => _look.RunAsync(TimeSpan.Zero, cancellationToken);

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var nodes = _nodes.RunAsync(() => _entry.Document.Installed && _entry.Observation is { ApiServerReady: true }, cancellationToken);
        try
        {
            while (true)
            {
                await TurnAsync(cancellationToken);
                await WaitAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await nodes; // the agent stops
        }
    }

    private async Task TurnAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _look.RunAsync(MaxAge(), cancellationToken);
            if (_entry.Observation is { ApiServerReady: true } && _services.HasApi(_entry.Active?.Provisioner ?? _entry.Document.Type))
            {
                await _services.Freeze.KeepAsync(_entry.Id, () => _services.FindActive(_entry.Id), cancellationToken);
            }

            if (_entry is { Active: null, Document: { Installed: true, Paused: false }, Observation: { Exists: true } observation })
            {
                foreach (var reconciler in _reconcilers)
                {
                    await reconciler.ReconcileAsync(_entry, observation, _manager, cancellationToken);
                }
            }

            _status = _status with { Status = "OK", LastRun = _services.Time.GetUtcNow(), Failures = 0, Error = "" };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationConflictException)
        {
            // Somebody was faster: what is due is due after that operation.
        }
        catch (Exception e)
        {
            // Whatever it is, watching goes on: a provisioner, an API server or a disk that fails now may work later.
            LogFailure(_entry.Key, e.Message);
            _status = _status with { Status = "Failing", LastRun = _services.Time.GetUtcNow(), Failures = _status.Failures + 1, Error = e.Message };
        }
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var poked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pause = Task.Delay(Pause(), _services.Time, poked.Token);
        var poke = _poke.WaitAsync(poked.Token);
        await Task.WhenAny(pause, poke);
        await poked.CancelAsync();
        await Task.WhenAll(pause, poke).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>How old may be what is seen: many clusters are watched, and looking may be dear.</summary>
    private TimeSpan MaxAge() => _look.IsInDoubt ? TimeSpan.Zero : _entry.Active is not null ? s_underWay : _services.Options.ObserveInterval / 2;

    private TimeSpan Pause()
    {
        var options = _services.Options;
        if (_status.Failures > 0)
        {
            var factor = Math.Pow(2, Math.Min(_status.Failures - 1, 16));
            return TimeSpan.FromTicks(Math.Min((long)(options.ObserveInterval.Ticks * factor), options.LongestBackoff.Ticks));
        }

        var isBusy = _entry.Active is not null || _look.IsInDoubt || _services.Time.GetUtcNow() - _entry.Document.BrokenSince < options.BrokenAfter;
        return isBusy && options.BusyInterval < options.ObserveInterval ? options.BusyInterval : options.ObserveInterval;
    }
}
