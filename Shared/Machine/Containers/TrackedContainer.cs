using Reeve.Containers;
using Reeve.Workloads;

namespace Reeve.Machine.Containers;

/// <summary>One attempt of a container, running or ended. Thread-safe.</summary>
public abstract class TrackedContainer : IDisposable
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ContainerObservation _observation;
    private bool _signaled;
    private ITimer? _kill;
    private DateTimeOffset _killAt = DateTimeOffset.MaxValue;

    protected TrackedContainer(ContainerObservation observation)
    {
        ArgumentNullException.ThrowIfNull(observation);
        _observation = observation;
        Id = observation.Id;
        if (observation.State == ContainerRunState.Terminated)
        {
            _ended.SetResult();
        }
    }

    public ContainerId Id { get; }

    /// <summary>What is known of it.</summary>
    public ContainerObservation Observation => _observation;

    public bool IsRunning => !_ended.Task.IsCompleted;

    /// <summary>Completes once nothing of it runs.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Guards what belongs to the attempt.</summary>
    protected Lock Gate { get; } = new();

    /// <summary>Whether the caller is the first who stops it: a second signal means "at once" to many programs.</summary>
    public bool SignalsFirst()
    {
        lock (Gate)
        {
            var first = !_signaled;
            _signaled = true;
            return first;
        }
    }

    /// <summary>Does something after a time, unless that is to happen earlier already.</summary>
    public void KillAfter(TimeSpan period, TimeProvider time, Action kill)
    {
        ArgumentNullException.ThrowIfNull(time);
        lock (Gate)
        {
            var at = time.GetUtcNow() + period;
            if (at < _killAt && IsRunning)
            {
                _killAt = at;
                _kill?.Dispose();
                _kill = time.CreateTimer(static action => ((Action)action!)(), kill, period, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Takes over the end.</summary>
    public void End(ContainerObservation observation)
    {
        _observation = observation;
        _ended.TrySetResult();
        Dispose(); // ended attempts are kept for long, what they hold is scarce
    }

    public void Dispose()
    {
        lock (Gate)
        {
            _kill?.Dispose();
            _kill = null;
            Release();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what else it holds; under the lock, and perhaps more than once.</summary>
    protected virtual void Release()
    {
    }
}
