using Reeve.Containers;
using Reeve.Plugins.Systemd.Units;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Containers;

/// <summary>One attempt of a container, running or ended. Thread-safe.</summary>
internal sealed class SystemdContainer : IDisposable
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private volatile ContainerObservation _observation;
    private bool _signaled;
    private ITimer? _kill;
    private DateTimeOffset _killAt = DateTimeOffset.MaxValue;

    public SystemdContainer(UnitFields fields, ContainerObservation observation, string controlGroup)
    {
        (Fields, ControlGroup, _observation) = (fields, controlGroup, observation);
        Unit = UnitNames.Service(fields.Id);
        if (observation.State == ContainerRunState.Terminated)
        {
            _ended.SetResult();
        }
    }

    public ContainerId Id => Fields.Id;

    public UnitFields Fields { get; }

    public string Unit { get; }

    public string ControlGroup { get; }

    public ContainerObservation Observation => _observation;

    public bool IsRunning => !_ended.Task.IsCompleted;

    /// <summary>Completes once nothing of it runs.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Lets one check of its state run at a time.</summary>
    public SemaphoreSlim Checking { get; } = new(1);

    /// <summary>Whether the caller is the first who stops it: a second signal means "at once" to many programs.</summary>
    public bool SignalsFirst()
    {
        lock (_lock)
        {
            var first = !_signaled;
            _signaled = true;
            return first;
        }
    }

    /// <summary>Does something after a time, unless that is to happen earlier already.</summary>
    public void KillAfter(TimeSpan period, TimeProvider time, Action kill)
    {
        lock (_lock)
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
        Dispose();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _kill?.Dispose();
            _kill = null;
        }
    }
}
