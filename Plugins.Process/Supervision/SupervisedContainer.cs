using Microsoft.Win32.SafeHandles;
using Reeve.Containers;
using Reeve.Plugins.Process.Native;
using Reeve.Plugins.Process.Records;
using Reeve.Plugins.Process.Supervisor;
using Reeve.Workloads;

namespace Reeve.Plugins.Process.Supervision;

/// <summary>One attempt of a container, running or ended. Thread-safe.</summary>
internal sealed class SupervisedContainer : IDisposable
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private readonly SafeFileHandle? _supervisor;
    private volatile ContainerObservation _observation;
    private bool _signaled;
    private ITimer? _kill;
    private DateTimeOffset _killAt = DateTimeOffset.MaxValue;

    /// <param name="supervisor">Its supervisor's process descriptor, owned from here on; null if the supervisor has ended.</param>
    public SupervisedContainer(ContainerObservation observation, ContainerLabel label, StartRecord? start, SafeFileHandle? supervisor)
    {
        _observation = observation;
        _supervisor = supervisor;
        Token = observation.Id.Token;
        Label = label;
        Start = start;
        if (observation.State == ContainerRunState.Terminated)
        {
            _ended.SetResult();
        }
    }

    public ContainerId Id => _observation.Id;

    public string Token { get; }

    public ContainerLabel Label { get; }

    public StartRecord? Start { get; }

    /// <summary>Its environment if this agent started it; else it is read from the process.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Environment { get; init; }

    public ContainerObservation Observation => _observation;

    public bool IsRunning => !_ended.Task.IsCompleted;

    /// <summary>Completes once nothing of it runs.</summary>
    public Task Ended => _ended.Task;

    public Task WhenSupervisorEndsAsync(Poller poller) => _supervisor is null ? Task.CompletedTask : poller.WhenReadableAsync(_supervisor);

    /// <summary>Sends the stop signal to the main process, the first time only: a second one means "at once" to many programs.</summary>
    public void SignalOnce(int signal)
    {
        lock (_lock)
        {
            if (!_signaled)
            {
                _signaled = true;
                Command(signal);
            }
        }
    }

    /// <summary>Kills everything after a time, unless that is to happen earlier already.</summary>
    public void KillAfter(TimeSpan period, TimeProvider time)
    {
        lock (_lock)
        {
            var at = time.GetUtcNow() + period;
            if (at < _killAt && IsRunning)
            {
                _killAt = at;
                _kill?.Dispose();
                _kill = time.CreateTimer(static container => ((SupervisedContainer)container!).Command(SupervisorCommand.KillAll), this, period, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Tells the supervisor; see <see cref="SupervisorCommand"/>. Does nothing once it has ended.</summary>
    public void Command(int command)
    {
        lock (_lock)
        {
            if (_supervisor is { IsClosed: false })
            {
                PidFd.Queue(_supervisor, SupervisorCommand.Signal, command);
            }
        }
    }

    /// <summary>Takes over the end.</summary>
    public void End(ContainerObservation observation)
    {
        _observation = observation;
        _ended.TrySetResult();
        Dispose(); // ended attempts are kept for long, descriptors are few
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _kill?.Dispose();
            _kill = null;
            _supervisor?.Dispose();
        }
    }
}
