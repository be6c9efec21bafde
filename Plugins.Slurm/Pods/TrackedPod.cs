using Reeve.Plugins.Slurm.Users;
using Reeve.Workloads;

namespace Reeve.Plugins.Slurm.Pods;

/// <summary>What is known of one pod: the union of what Slurm says of its jobs and what its job wrote. A cache; thread-safe.</summary>
/// <param name="id">The pod.</param>
/// <param name="user">Whom it runs as.</param>
internal sealed class TrackedPod(PodId id, RemoteUser user)
{
    private readonly Lock _lock = new();
    private readonly List<PodEvent> _events = [];
    private PodFindings _findings = new();
    private Task? _submission;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PodId Id => id;

    public RemoteUser User => user;

    /// <summary>Its directory on the shared file system.</summary>
    public string Directory => $"{user.Root}/{id.Token}";

    /// <summary>What is known of it now.</summary>
    public PodFindings Findings
    {
        get
        {
            lock (_lock)
            {
                return _findings;
            }
        }
    }

    /// <summary>Its submission, or the removal of what one left behind, while that is under way.</summary>
    public Task? Submission
    {
        get
        {
            lock (_lock)
            {
                return _submission;
            }
        }
    }

    /// <summary>A submission had no answer: whether there is a job is for a fresh listing to say.</summary>
    public bool IsUncertain { get; set; }

    /// <summary>Until when its containers may run, once it is being stopped.</summary>
    public DateTimeOffset? StopDeadline { get; set; }

    /// <summary>How often what its ended job left was read in vain.</summary>
    public int SettleTries { get; set; }

    /// <summary>The report that was published last.</summary>
    public PodReport? Published { get; set; }

    /// <summary>Begins a <see cref="Submission"/>, unless one is under way.</summary>
    /// <param name="work">Begins it, without waiting.</param>
    /// <returns>The one that is under way; null if this call has begun its own, to be ended with <see cref="End"/>.</returns>
    public Task? Begin(Func<Task> work)
    {
        lock (_lock)
        {
            var running = _submission;
            _submission ??= work();
            return running;
        }
    }

    /// <summary>Ends what <see cref="Begin"/> has begun.</summary>
    public void End()
    {
        lock (_lock)
        {
            _submission = null;
        }
    }

    /// <summary>Takes in what became known.</summary>
    /// <param name="change">Makes the new findings of the old ones.</param>
    public void Learn(Func<PodFindings, PodFindings> change)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            var next = change(_findings);
            if (next == _findings)
            {
                return;
            }

            _findings = next;
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.TrySetResult();
    }

    /// <summary>Notes something for the pod's events.</summary>
    public void AddEvent(PodEvent item)
    {
        lock (_lock)
        {
            _events.Add(item);
        }
    }

    /// <summary>Takes the events since the last call.</summary>
    public IReadOnlyList<PodEvent> TakeEvents()
    {
        lock (_lock)
        {
            var events = _events.ToArray();
            _events.Clear();
            return events;
        }
    }

    /// <summary>Waits until what is known meets a condition.</summary>
    public async Task WaitAsync(Func<PodFindings, bool> condition, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (condition(_findings))
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }
}
