using Microsoft.Extensions.Logging;
using Reeve.Kubernetes;
using Reeve.Runtime.Pods.Statuses;
using Reeve.Runtime.Pods.Store;
using Reeve.Workloads;
using ContainerState = Reeve.Workloads.ContainerState;

namespace Reeve.Runtime.Pods.Workers;

/// <summary>
/// Looks after one pod from its first sight until nothing is left of it: one task, which never does two things at once. Thread-safe.
/// </summary>
internal sealed class PodWorker : IDisposable
{
    private static readonly TimeSpan LastReportTime = TimeSpan.FromSeconds(2);

    private readonly PodServices _services;
    private readonly PodWorkerContext _context;
    private readonly GracePeriod _grace;
    private readonly CancellationTokenSource _life;
    private readonly CancellationToken _agent;
    private readonly Task _predecessor;
    private readonly Action<PodWorker> _activated;
    private readonly Action<PodWorker> _removed;
    private readonly Lock _lock = new();
    private bool _isDeleting;
    private volatile bool _isStopping;
    private bool _isDisposed;
    private volatile bool _isLost;

    /// <param name="services">What workers share.</param>
    /// <param name="intent">The pod's record.</param>
    /// <param name="pod">The pod with its UID.</param>
    /// <param name="stored">What an earlier agent left; null for a new pod.</param>
    /// <param name="predecessor">Completes when the pod that this one replaces is gone.</param>
    /// <param name="activated">Called when that is so.</param>
    /// <param name="removed">Called when nothing is left of the pod.</param>
    /// <param name="agent">Ends all work, touching no workload.</param>
    public PodWorker(
        PodServices services,
        PodIntent intent,
        Pod pod,
        StoredPod? stored,
        Task predecessor,
        Action<PodWorker> activated,
        Action<PodWorker> removed,
        CancellationToken agent)
    {
        _services = services;
        _predecessor = predecessor;
        _activated = activated;
        _removed = removed;
        _agent = agent;
        _life = CancellationTokenSource.CreateLinkedTokenSource(agent);
        _grace = new GracePeriod(services.TimeProvider);
        State = new PodState(intent, pod, stored, services.Options, services.Statuses, services.TimeProvider);
        _context = new PodWorkerContext(services, State, intent, pod, isAdopted: stored is not null);
        if (stored?.Tombstone is { } tombstone)
        {
            Delete(tombstone.RequestedAt.AddSeconds(tombstone.GraceSeconds) - services.TimeProvider.GetUtcNow());
        }
    }

    /// <summary>The pod's record as it was when the worker began.</summary>
    public PodIntent Intent => _context.Intent;

    public PodState State { get; }

    /// <summary>An earlier agent took the pod on.</summary>
    public bool IsAdopted => _context.IsAdopted;

    /// <summary>The backend accepted the pod in this listing of it (see <see cref="BackendWatch"/>), 0 if it has not yet.</summary>
    public int AcceptedIn { get; private set; }

    public bool IsDeleting
    {
        get
        {
            lock (_lock)
            {
                return _isDeleting;
            }
        }
    }

    /// <summary>Completes when nothing is left of the pod, or the agent ends.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>Begins.</summary>
    public void Start() => Completion = Task.Run(RunAsync, CancellationToken.None);

    /// <summary>The backend reports the pod.</summary>
    public void Report(PodReport report)
    {
        State.Apply(report);
        if (State.Record.Finished || _isStopping)
        {
            _context.Signal.Set();
        }
    }

    /// <summary>The backend does not know the pod any more.</summary>
    public void Lose()
    {
        _isLost = true;
        _context.Signal.Set();
    }

    /// <summary>The pod's object changed without becoming another pod.</summary>
    public void Update(Pod pod)
    {
        _context.Pod = pod;
        State.SetPod(pod);
        _context.Signal.Set();
    }

    /// <summary>The pod is to go; again with a shorter period, the shorter one counts.</summary>
    public void Delete(TimeSpan? gracePeriod)
    {
        var period = gracePeriod ?? TimeSpan.FromSeconds(_context.Pod.Spec.TerminationGracePeriodSeconds ?? 30);
        period = period < TimeSpan.Zero ? TimeSpan.Zero : period;
        lock (_lock)
        {
            _isDeleting = true;
            if (!_grace.TrySet(period))
            {
                return;
            }
        }

        State.SetDeleting(_services.TimeProvider.GetUtcNow() + period, period);
        EndLife();
    }

    /// <summary>The pod is to stop, together with the agent, and to stay on record.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _isStopping = true;
            _grace.TrySet(TimeSpan.FromSeconds(_context.Pod.Spec.TerminationGracePeriodSeconds ?? 30));
        }

        EndLife();
    }

    /// <summary>Frees what the worker holds; called once it has completed.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _life.Dispose();
        }

        _context.Dispose();
    }

    private void EndLife()
    {
        lock (_lock)
        {
            if (!_isDisposed)
            {
                _life.Cancel();
            }
        }
    }

    private async Task RunAsync()
    {
        using var scope = PodWorkerLog.Scope(
            _services.Logger, _context.Pod.Metadata.Namespace ?? "", _context.Pod.Metadata.Name, _context.Intent.Uid);
        try
        {
            // What goes wrong with the one before is its own worker's to tell; whatever it was, it has ended.
            await _predecessor.WaitAsync(_agent).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _agent.ThrowIfCancellationRequested();
            if (!_life.IsCancellationRequested || _context.IsRecorded)
            {
                _activated(this);
                _services.Statuses.Persist(State);
                await LiveStubbornlyAsync();
            }

            if (IsDeleting)
            {
                State.SetRemoved();
                _removed(this);
            }
        }
        catch (OperationCanceledException) when (_agent.IsCancellationRequested)
        {
            // The agent ends; the pod goes on and is found again.
        }
    }

    // A fault of the agent's own must not leave a pod without anybody who looks after it.
    private async Task LiveStubbornlyAsync()
    {
        var retry = new RetryDelay(_services.Options);
        while (true)
        {
            try
            {
                await LiveAsync();
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException || !_agent.IsCancellationRequested)
            {
                PodWorkerLog.Faulted(_services.Logger, e);
                State.AddEvent("InternalError", "The agent failed to look after the pod; its log has the details.", warning: true);
                await Task.Delay(retry.Next(e), _services.TimeProvider, _agent);
            }
        }
    }

    private async Task LiveAsync()
    {
        try
        {
            await RunPodAsync(_life.Token);
        }
        catch (OperationCanceledException) when (_life.IsCancellationRequested)
        {
            _agent.ThrowIfCancellationRequested();
        }

        if (IsDeleting)
        {
            await DeleteAsync();
        }
        else if (_isStopping)
        {
            await StopAsync();
        }
    }

    private async Task RunPodAsync(CancellationToken cancellationToken)
    {
        if (IsAtRest)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _services.TimeProvider, cancellationToken);
        }

        await _services.Gates.Backend.WaitAsync(cancellationToken);
        if (_context.IsAdopted)
        {
            // What an adopted pod refers to may come from its source, and its source may say that it is to go.
            await _services.Gates.Sources.WaitAsync(cancellationToken);
        }

        var accepted = IsAtRest ? null : await new PodStart(_context).RunAsync(cancellationToken);
        AcceptedIn = _services.Gates.Listing;
        var update = new PodUpdate(_context);
        var lost = new RetryDelay(_services.Options);
        while (accepted is not null && !IsAtRest)
        {
            await WaitAsync(update.RetryAfter, cancellationToken);
            accepted = IsAtRest ? null
                : _isLost ? await RecoverAsync(lost, cancellationToken)
                : await update.RunAsync(accepted, cancellationToken);
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, _services.TimeProvider, cancellationToken);
    }

    private bool IsAtRest => State.Record.Finished || _context.Intent.Stopped || _context.Intent.Refused;

    private Task WaitAsync(TimeSpan? atMost, CancellationToken cancellationToken) => atMost is { } time
        ? _context.Signal.WaitAsync(time, _services.TimeProvider, cancellationToken)
        : _context.Signal.WaitAsync(cancellationToken);

    private async Task<ResolvedPod?> RecoverAsync(RetryDelay delay, CancellationToken cancellationToken)
    {
        _isLost = false;
        PodWorkerLog.Lost(_services.Logger);
        var message = "The backend does not know the pod any more: it was lost or removed behind the agent's back.";
        var status = State.Record.Pod.Status;
        var ran = PodPhaseRules.HasStarted(status.ContainerStatuses) || PodPhaseRules.HasStarted(status.InitContainerStatuses);
        if (ran && _context.Pod.Spec.RestartPolicy == RestartPolicies.Never)
        {
            State.Fail(new() { Reason = "Lost", Message = message });
            return null;
        }

        var pause = delay.Next(new ProviderException(ErrorReason.Transient, message));
        State.AddEvent("Lost", message, warning: true);
        State.ForgetReport();
        await Task.Delay(pause, _services.TimeProvider, cancellationToken);
        var accepted = await new PodStart(_context).RunAsync(cancellationToken);
        AcceptedIn = _services.Gates.Listing;
        return accepted;
    }

    private async Task StopAsync()
    {
        if (IsAtRest || !_context.IsRecorded)
        {
            return;
        }

        _context.Intent = _context.Intent with { Stopped = true };
        await TryRecordAsync(_services.Store.WriteIntentAsync(_context.Intent));
        await new PodStop(_context, _grace).RunAsync(_agent);
        await LastReportAsync();
        State.SetEnded();
        State.Fail(new() { Reason = "Stopped", Message = "The pod was stopped together with the agent." });
    }

    // The backend's report of the end may come a little after its word that nothing runs.
    private async Task LastReportAsync()
    {
        var started = _services.TimeProvider.GetTimestamp();
        while (State.Report?.Containers.Any(container => container.State == ContainerState.Running) == true
            && _services.TimeProvider.GetElapsedTime(started) < LastReportTime)
        {
            await _context.Signal.WaitAsync(LastReportTime, _services.TimeProvider, _agent);
        }
    }

    private async Task DeleteAsync()
    {
        var started = _services.TimeProvider.GetTimestamp();
        if (_context.IsRecorded)
        {
            await TryRecordAsync(_services.Store.WriteTombstoneAsync(
                _context.Intent.Uid,
                new() { RequestedAt = _services.TimeProvider.GetUtcNow(), GraceSeconds = _grace.Remaining.TotalSeconds }));
        }

        if (_context.WasHandedOver || State.Report is not null)
        {
            var stop = new PodStop(_context, _grace);
            await stop.RunAsync(_agent);
            State.SetEnded();
            await stop.RemoveAsync(_agent);
        }

        _services.Statuses.Forget(State);
        await ForgetAsync();
        _services.Metrics.StopDuration.Record(_services.TimeProvider.GetElapsedTime(started).TotalSeconds);
        PodWorkerLog.Removed(_services.Logger);
    }

    // A full disk must not keep anybody from ending pods: at worst it has to be asked for again after a crash.
    private async Task TryRecordAsync(Task write)
    {
        try
        {
            await write;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            PodWorkerLog.NotRecorded(_services.Logger, e.Message);
        }
    }

    private async Task ForgetAsync()
    {
        var retry = new RetryDelay(_services.Options);
        while (true)
        {
            try
            {
                _services.Store.Delete(_context.Intent.Uid);
                return;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                PodWorkerLog.NotForgotten(_services.Logger, e.Message);
                await Task.Delay(retry.Next(e), _services.TimeProvider, _agent);
            }
        }
    }
}
