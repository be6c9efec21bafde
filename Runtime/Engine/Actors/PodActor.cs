using System.Collections.Concurrent;
using Reeve.Containers;
using Reeve.Runtime.Engine.Planning;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Actors;

/// <summary>
/// One pod: a mailbox whose messages are handled one after another on the thread pool, never two at a time. After each batch
/// the planner says what to do; what takes time is run beside it and comes back as a message. An idle pod holds no thread, no
/// task, and no timer unless something is due.
/// </summary>
internal sealed partial class PodActor(PodId id, EngineServices engine) : IThreadPoolWorkItem
{
    // The planner is asked again until it wants nothing more; more rounds than this mean that it will never stop.
    private const int MaxPlans = 1000;
    private readonly ConcurrentQueue<Action<PodActor>> _mailbox = new();
    private readonly Dictionary<ContainerId, ContainerObservation> _observations = [];
    private readonly List<TaskCompletionSource> _idleWaiters = [];
    private readonly List<TaskCompletionSource> _reportWaiters = [];
    private readonly List<Action<PodState>> _deferred = [];
    private ActionRunner? _runner;
    private ITimer? _timer;
    private DateTimeOffset? _armedFor;
    private int _scheduled;
    private bool _adopting;
    private bool _orphanChanged;
    private bool _removed;
    private int _listing;

    public PodId Id { get; } = id;

    public EngineServices Engine { get; } = engine;

    /// <summary>The pod, once it was accepted and taken over. Touched by messages alone.</summary>
    public PodState? State { get; private set; }

    /// <summary>The pod as accepted, before it was taken over.</summary>
    public ResolvedPod? Accepted { get; private set; }

    /// <summary>Nothing waits to be handled.</summary>
    public bool IsQuiet => Volatile.Read(ref _scheduled) == 0 && _mailbox.IsEmpty;

    /// <summary>Attempts that the driver reported before the pod was taken over.</summary>
    public IReadOnlyCollection<ContainerObservation> Observations => _observations.Values;

    public void Post(Action<PodActor> message)
    {
        _mailbox.Enqueue(message);
        Schedule();
    }

    /// <summary>Has something done by the actor and gives its result.</summary>
    public Task<T> AskAsync<T>(Func<PodActor, T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(actor =>
        {
            try
            {
                answer.SetResult(question(actor));
            }
            catch (Exception e)
            {
                answer.SetException(e);
                if (e is not ProviderException)
                {
                    throw;
                }
            }
        });
        return answer.Task;
    }

    public void Execute()
    {
        try
        {
            while (_mailbox.TryDequeue(out var message))
            {
                message(this);
            }

            if (!_removed)
            {
                Settle();
            }

            // A pod that is being taken over has nothing true to say yet.
            if (_removed || State is not null || Accepted is null)
            {
                Complete(_reportWaiters);
            }
        }
        catch (Exception e)
        {
            // A fault of the engine itself: the pod is left as it is, the other pods go on, and nobody is told a wrong state.
            LogFault(e, Id);
        }
        finally
        {
            Volatile.Write(ref _scheduled, 0);
            if (!_mailbox.IsEmpty)
            {
                Schedule();
            }
        }
    }

    /// <summary>Takes a pod to run. One that is there already is left alone.</summary>
    public void Accept(ResolvedPod pod)
    {
        if (_removed)
        {
            // Forgotten between being found and being told.
            Engine.Pods.GetOrAdd(Id).Post(actor => actor.Accept(pod));
            return;
        }

        Accepted ??= pod;
        Adopt();
    }

    /// <summary>Takes what the driver's watch said.</summary>
    public void Observe(ContainerObservation observation, int listing)
    {
        if (State is { } state)
        {
            Planning.Observations.Apply(state, observation, listing);
            return;
        }

        _observations[observation.Id] = observation;
        _listing = listing;
        _orphanChanged = true;
    }

    /// <summary>The driver's listing is complete.</summary>
    public void Listed(int listing)
    {
        if (State is { } state)
        {
            Planning.Observations.Listed(state, listing, Engine.Now);
        }
        else if (_listing < listing && !_adopting && Accepted is null)
        {
            // Nobody told of it, and it is not there any more.
            _observations.Clear();
            Remove();
        }

        Adopt();
    }

    /// <summary>Completes when what is known of the pod was reported.</summary>
    public Task ReportedAsync()
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(actor => actor._reportWaiters.Add(waiter));
        return waiter.Task;
    }

    /// <summary>Completes when nothing of the pod runs any more.</summary>
    public void WhenIdle(TaskCompletionSource waiter) => _idleWaiters.Add(waiter);

    /// <summary>Does something once the pod was taken over: now, if it was.</summary>
    public void WhenTakenOver(Action<PodState> action)
    {
        if (State is { } state)
        {
            action(state);
        }
        else
        {
            _deferred.Add(action);
        }
    }

    /// <summary>The pod is forgotten.</summary>
    public void Remove()
    {
        Engine.Pods.Remove(this);
        _removed = true;
        _timer?.Dispose();
        _timer = null;
        Engine.Feed.Remove(Id);
    }

    private void Adopt()
    {
        if (State is not null || _adopting || Accepted is not { } pod || !Engine.Synced.Task.IsCompletedSuccessfully)
        {
            return;
        }

        var attempts = PriorStatus.Complete(pod, _observations, Engine.Now);
        if (attempts.Count == 0)
        {
            State = new PodState(pod, pod.Pod.Status.StartTime ?? Engine.Now, Engine.Options);
            return;
        }

        _adopting = true;
        Runner.Adopt(pod, attempts);
    }

    /// <summary>The pod was taken over.</summary>
    public void Adopted(PodState state)
    {
        _adopting = false;
        State = state;

        // What was said meanwhile.
        foreach (var observation in _observations.Values)
        {
            Planning.Observations.Apply(state, observation, Engine.Listing);
        }

        _observations.Clear();
        _deferred.ForEach(action => action(state));
        _deferred.Clear();
    }

    private ActionRunner Runner => _runner ??= new(this);

    private void Settle()
    {
        if (State is not { } state)
        {
            if (_orphanChanged && Accepted is null)
            {
                _orphanChanged = false;
                Engine.Feed.Publish(ReportBuilder.Build(Id, _observations.Values, Engine.RuntimeName));
            }

            return;
        }

        var plan = Decide(state);
        Arm(plan.WakeAt);
        if (state.Changed)
        {
            state.Changed = false;
            Engine.Feed.Publish(ReportBuilder.Build(state, Engine.RuntimeName));
        }

        if (state.IsIdle)
        {
            Complete(_idleWaiters);
        }
    }

    private PodPlan Decide(PodState state)
    {
        for (var i = 0; i < MaxPlans; i++)
        {
            var now = Engine.Now;
            var plan = PodPlanner.Plan(state, now);
            if (plan.Actions.Count == 0)
            {
                return plan;
            }

            foreach (var action in plan.Actions)
            {
                Decisions.Apply(state, action, now);
            }

            foreach (var action in plan.Actions)
            {
                Runner.Run(state, action);
            }
        }

        throw new InvalidOperationException($"The plan of pod {Id} does not settle.");
    }

    private void Arm(DateTimeOffset? at)
    {
        if (at == _armedFor)
        {
            return;
        }

        _armedFor = at;
        var due = at is { } time ? Max(time - Engine.Now, TimeSpan.FromMilliseconds(1)) : Timeout.InfiniteTimeSpan;
        if (_timer is not null)
        {
            _timer.Change(due, Timeout.InfiniteTimeSpan);
        }
        else if (at is not null)
        {
            _timer = Engine.Clock.CreateTimer(
                static state => ((PodActor)state!).Post(static actor => actor._armedFor = null), this, due, Timeout.InfiniteTimeSpan);
        }
    }

    private static void Complete(List<TaskCompletionSource> waiters)
    {
        waiters.ForEach(static waiter => waiter.TrySetResult());
        waiters.Clear();
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private void Schedule()
    {
        if (Interlocked.Exchange(ref _scheduled, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }
}
