using Reeve.Kubernetes;
using Reeve.Runtime.Pods.Store;
using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Workers;

/// <summary>
/// Looks after one pod from its first sight until nothing is left of it: one task, which never does two things at once. Thread-safe.
/// </summary>
internal sealed class PodWorker : IDisposable
{
    private readonly PodServices _services;
    private readonly PodWorkerContext _context;
    private readonly PodLife _life;
    private readonly GracePeriod _grace;
    private readonly CancellationTokenSource _end;
    private readonly CancellationToken _agent;
    private readonly Task _predecessor;
    private readonly Action<PodWorker> _activated;
    private readonly Action<PodWorker> _removed;
    private readonly Lock _lock = new();
    private bool _isDeleting;
    private volatile bool _isStopping;
    private bool _isDisposed;

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
        _end = CancellationTokenSource.CreateLinkedTokenSource(agent);
        _grace = new GracePeriod(services.TimeProvider);
        State = new PodState(intent, pod, stored, services.Options, services.Statuses, services.Reporter, services.TimeProvider);
        _context = new PodWorkerContext(services, State, intent, pod, isAdopted: stored is not null);
        _life = new PodLife(_context);
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
    public int AcceptedIn => _life.AcceptedIn;

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
        if (State.Record.Finished)
        {
            _services.Admission.Release(Intent.Uid);
        }

        if (State.Record.Finished || _isStopping || IsDeleting)
        {
            _context.Signal.Set();
        }
    }

    /// <summary>The backend does not know the pod any more.</summary>
    public void Lose() => _life.Lose();

    /// <summary>The pod's object changed without becoming another pod.</summary>
    public void Update(Pod pod)
    {
        var matters = PodDifference.Matters(_context.Pod, pod);
        _context.Pod = pod;
        State.SetPod(pod);
        if (matters)
        {
            _context.Signal.Set();
        }
    }

    /// <summary>The pod is to end, and to stay on record as failed.</summary>
    /// <returns>Completes when nothing of it runs.</returns>
    public Task EndAsync(TimeSpan? gracePeriod, PodFailure failure) => Task.WhenAny(
        _life.EndAsync(gracePeriod ?? TimeSpan.FromSeconds(_context.Pod.Spec.TerminationGracePeriodSeconds ?? 30), failure), Completion);

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
        CancelLife();
    }

    /// <summary>The pod is to stop, together with the agent, and to stay on record.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _isStopping = true;
            _grace.TrySet(TimeSpan.FromSeconds(_context.Pod.Spec.TerminationGracePeriodSeconds ?? 30));
        }

        CancelLife();
    }

    /// <summary>Frees what the worker holds; called once it has completed.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _end.Dispose();
        }

        _context.Dispose();
    }

    private void CancelLife()
    {
        lock (_lock)
        {
            if (!_isDisposed)
            {
                _end.Cancel();
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
            if (!_end.IsCancellationRequested || _context.IsRecorded || Intent.Identified)
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
            await _life.RunAsync(_end.Token);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            _agent.ThrowIfCancellationRequested();
        }

        var end = new PodEnd(_context, _grace);
        if (IsDeleting)
        {
            await end.DeleteAsync(_agent);
        }
        else if (_isStopping && !_life.IsAtRest && _context.IsRecorded)
        {
            await end.StopAsync(new() { Reason = "Stopped", Message = "The pod was stopped together with the agent." }, _agent);
        }
    }
}
