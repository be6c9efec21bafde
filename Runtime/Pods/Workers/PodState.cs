using Reeve.Kubernetes;
using Reeve.Runtime.Pods.Events;
using Reeve.Runtime.Pods.Statuses;
using Reeve.Runtime.Pods.Store;
using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Workers;

/// <summary>
/// What is known of one pod: takes facts from its worker and from the backend, and keeps the status that follows from them. Thread-safe.
/// </summary>
internal sealed class PodState
{
    private readonly Lock _lock = new();
    private readonly PodStatusWriter _writer;
    private readonly IPodReporter _reporter;
    private readonly TimeProvider _timeProvider;
    private readonly PodEventLog _events;
    private PodStatusInput _input;
    private PodRecord _record;

    public PodState(PodIntent intent, Pod pod, StoredPod? stored, PodManagerOptions options, PodStatusWriter writer, IPodReporter reporter, TimeProvider timeProvider)
    {
        _writer = writer;
        _reporter = reporter;
        _timeProvider = timeProvider;
        _events = new PodEventLog(options.MaxEvents, options.Owner.Node, stored?.Events ?? []);
        _input = new()
        {
            Pod = pod,
            Previous = stored?.LastKnown?.Status ?? pod.Status,
            StartTime = intent.CreatedAt,
            Now = timeProvider.GetUtcNow(),
        };
        _record = new() { Pod = pod, Source = intent.Source, SourceKey = intent.Key, BackendHandle = stored?.BackendHandle };
        Recompute();
    }

    /// <summary>The pod as it is known now.</summary>
    public PodRecord Record
    {
        get
        {
            lock (_lock)
            {
                return _record;
            }
        }
    }

    /// <summary>What happened, oldest first.</summary>
    public IReadOnlyList<Event> Events
    {
        get
        {
            lock (_lock)
            {
                return _events.Snapshot();
            }
        }
    }

    /// <summary>The backend's last word.</summary>
    public PodReport? Report
    {
        get
        {
            lock (_lock)
            {
                return _input.Report;
            }
        }
    }

    /// <summary>Whether the state may be on disk: the pod's directory is this worker's. Used under the writer's lock.</summary>
    public bool IsPersistent { get; set; }

    /// <summary>The pod is gone.</summary>
    public bool IsRemoved { get; private set; }

    /// <summary>Whether the writer knows that something changed. Used by the writer alone.</summary>
    public int Dirty;

    /// <summary>Takes a report.</summary>
    public void Apply(PodReport report)
    {
        Change(() =>
        {
            _input = _input with { Report = report };
            _record = _record with { BackendHandle = report.BackendHandle ?? _record.BackendHandle };
            foreach (var happened in report.Events)
            {
                _events.Add(_input.Pod, happened);
            }
        });
        Tell(report.Events);
    }

    /// <summary>The backend knows the pod no longer; what it said last holds.</summary>
    public void ForgetReport() => Change(() => _input = _input with { Previous = _record.Pod.Status, Report = null });

    /// <summary>The pod's desired state is another one; conditions that others set come with it.</summary>
    public void SetPod(Pod pod) => Change(() => _input = _input with
    {
        Pod = pod,
        Previous = _input.Previous is { } status && pod.Metadata.ResourceVersion is not null
            ? status with { Conditions = PodConditionRules.TakeForeign(status.Conditions, pod.Status.Conditions) }
            : _input.Previous,
    });

    /// <summary>What becomes of a change of the pod's resources; null if there is none under way.</summary>
    public void SetResize(PodChangeResult? resize) => Change(() => _input = _input with { Resize = resize });

    /// <summary>The pod failed for a reason of the core's.</summary>
    public void Fail(PodFailure failure) => Change(() => _input = _input with { Failure = failure, WaitingReason = null, WaitingMessage = null });

    /// <summary>The pod is being ended and will have failed, whatever exit codes its containers end with.</summary>
    public void SetFailing() => Change(() => _input = _input with { Failing = true });

    /// <summary>Says why the pod is not with the backend yet.</summary>
    public void Wait(string? reason, string? message, IReadOnlyDictionary<string, string>? containerProblems = null) => Change(() => _input = _input with
    {
        WaitingReason = reason,
        WaitingMessage = message,
        ContainerProblems = containerProblems ?? new Dictionary<string, string>(),
    });

    /// <summary>The pod is being deleted.</summary>
    public void SetDeleting(DateTimeOffset deadline, TimeSpan grace) => Change(() => _input = _input with
    {
        Pod = _input.Pod with
        {
            Metadata = _input.Pod.Metadata with { DeletionTimestamp = new Time(deadline), DeletionGracePeriodSeconds = (long)grace.TotalSeconds },
        },
    });

    /// <summary>Nothing of the pod runs any more, and nothing will.</summary>
    public void SetEnded() => Change(() => _input = _input with { Ended = true });

    /// <summary>Nothing runs any more, whatever the backend said last: no container is left running or waiting in the status.</summary>
    public void SetReleased() => Change(() => _input = _input with { Ended = true, Released = true });

    /// <summary>The pod is gone from the node; nothing is told of it after this.</summary>
    public void SetRemoved() => Change(() => IsRemoved = true);

    /// <summary>Records that something happened.</summary>
    public void AddEvent(string reason, string message, bool warning = false, string? container = null)
    {
        var happened = new PodEvent { Reason = reason, Message = message, Warning = warning, Container = container, Time = _timeProvider.GetUtcNow() };
        Change(() => _events.Add(_input.Pod, happened));
        Tell([happened]);
    }

    private void Tell(IReadOnlyList<PodEvent> events)
    {
        foreach (var happened in events)
        {
            _reporter.Record(Record, happened);
        }
    }

    private void Change(Action change)
    {
        lock (_lock)
        {
            change();
            Recompute();
        }

        _writer.Enqueue(this);
    }

    private void Recompute()
    {
        var status = PodStatusCalculator.Compute(_input with { Now = _timeProvider.GetUtcNow() });
        _input = _input with { Previous = status };
        _record = _record with { Pod = _input.Pod with { Status = status } };
    }
}
