using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Reeve.Clusters;
using Reeve.Runtime.Clusters.Observation;
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
    private readonly ClusterEntry _entry;
    private readonly WatchServices _services;
    private readonly IClusterManager _manager;
    private readonly ILogger _logger;
    private readonly IReconciler[] _reconcilers;
    private readonly SemaphoreSlim _poke = new(0, 1);
    private readonly SemaphoreSlim _turn = new(1);
    private readonly NodeWatch _nodes;
    private volatile ReconcilerStatus _status = new() { Status = "OK" };
    private Task _loop = Task.CompletedTask;
    private int _missing;

    private ClusterWatch(ClusterEntry entry, WatchServices services, IClusterManager manager, ILogger logger)
    {
        (_entry, _services, _manager, _logger) = (entry, services, manager, logger);
        _reconcilers = [new WorkloadReconciler(services), new CertificateReconciler(services), new UpgradeReconciler(services), new SettingsReconciler(services)];
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

    /// <summary>Looks once.</summary>
    /// <exception cref="ProviderException">It could not be seen.</exception>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var mark = _entry.Mark();
            var (type, observation) = await FindAsync(cancellationToken);
            TakeOver(mark, type, observation);
        }
        finally
        {
            _turn.Release();
        }
    }

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
            await LookAsync(cancellationToken);
            if (_entry.Observation is { ApiServerReady: true } && _services.HasApi(_entry.Active?.Provisioner ?? _entry.Document.Type))
            {
                await _services.Freeze.KeepAsync(_entry.Id, _entry.Active, cancellationToken);
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
            LogFailure(_entry.Id.Name, e.Message);
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

    private TimeSpan Pause()
    {
        var options = _services.Options;
        if (_status.Failures > 0)
        {
            var factor = Math.Pow(2, Math.Min(_status.Failures - 1, 16));
            return TimeSpan.FromTicks(Math.Min((long)(options.ObserveInterval.Ticks * factor), options.LongestBackoff.Ticks));
        }

        var isBusy = _entry.Active is not null || _missing == 1 || _services.Time.GetUtcNow() - _entry.Document.BrokenSince < options.BrokenAfter;
        return isBusy && options.BusyInterval < options.ObserveInterval ? options.BusyInterval : options.ObserveInterval;
    }

    /// <summary>Looks with the eyes of the cluster's type; where there is no cluster yet, with those of all types.</summary>
    private async Task<(string Type, ClusterObservation Observation)> FindAsync(CancellationToken cancellationToken)
    {
        var document = _entry.Document;
        if (document.Installed || _entry.Active is not null || _entry.Id.Name != _services.Options.DefaultName)
        {
            var type = _entry.Active?.Provisioner ?? document.Type;
            return (type, await _services.Eyes.ObserveAsync(_entry.Id, type, cancellationToken));
        }

        foreach (var type in _services.Types.Names.OrderByDescending(type => type == document.Type))
        {
            _services.Map[_entry.Id] = type;
            var observation = await _services.Eyes.ObserveAsync(_entry.Id, type, cancellationToken);
            if (observation.Exists)
            {
                return (type, observation);
            }
        }

        _services.Map[_entry.Id] = document.Type;
        return (document.Type, new ClusterObservation { Exists = false });
    }

    private void TakeOver((string Settled, string? Active) mark, string type, ClusterObservation observation)
    {
        // One look may come between two states of a file: that a cluster is gone is believed the second time.
        _missing = _entry.Document.Installed && !observation.Exists ? _missing + 1 : 0;
        if (_missing == 1)
        {
            return;
        }

        var now = _services.Time.GetUtcNow();
        var before = _entry.Document;
        var counts = _entry.Observe(mark, observation, now, document => mark.Active is null
            ? ClusterUpdates.Seen(document, type, observation, _entry.Findings.Values, now)
            : ClusterUpdates.Refreshed(document, observation, _entry.Findings.Values, now));
        if (!counts)
        {
            return;
        }

        _services.Map[_entry.Id] = _entry.Document.Type;
        Tell(before, _entry.Document);
    }

    private void Tell(ClusterDocument before, ClusterDocument after)
    {
        if (after is { Installed: true, Adopted: true } && !before.Installed)
        {
            LogAdopted(_entry.Id.Name, after.Type, after.KubernetesVersion);
        }
        else if (after.Lost && !before.Lost)
        {
            LogLost(_entry.Id.Name);
        }

        if ((after.BrokenSince is null) != (before.BrokenSince is null))
        {
            LogReadiness(_entry.Id.Name, after.BrokenSince is null ? "ready" : "not ready", ConditionRules.WhyNotReady(after.Conditions));
        }

        if (before.KubernetesVersion.Length > 0 && after.KubernetesVersion.Length > 0 && before.KubernetesVersion != after.KubernetesVersion)
        {
            LogVersion(_entry.Id.Name, before.KubernetesVersion, after.KubernetesVersion);
        }
    }
}
