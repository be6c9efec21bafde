using System.Diagnostics.CodeAnalysis;
using Reeve.Containers;
using Reeve.Runtime.Engine.Planning;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Actors;

/// <summary>
/// One pod. After each batch of messages the planner says what to do; what takes time is run beside the actor and comes back as a
/// message. An idle pod holds no thread, no task, and no timer unless something is due.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "The timer and the lock end with the pod: see the end of the actor.")]
internal sealed partial class PodActor : Actor<PodActor>
{
    // The planner is asked again until it wants nothing more; more rounds than this mean that it will never stop.
    private const int MaxPlans = 1000;
    private readonly Dictionary<ContainerId, ContainerObservation> _observations = [];
    private readonly List<TaskCompletionSource> _idleWaiters = [];
    private readonly List<TaskCompletionSource> _reportWaiters = [];
    private readonly List<Action<PodState>> _deferred = [];
    private readonly WakeTimer _timer;
    private bool _adopting;
    private bool _orphanChanged;
    private bool _removed;
    private int _listing;

    public PodActor(PodId id, EngineServices engine)
    {
        Id = id;
        Engine = engine;
        Runner = new ActionRunner(this);
        _timer = new WakeTimer(engine.Clock, this);
    }

    public PodId Id { get; }

    public EngineServices Engine { get; }

    public ActionRunner Runner { get; }

    /// <summary>Held while volumes are written: of one pod by one at a time.</summary>
    public SemaphoreSlim VolumeLock { get; } = new(1);

    /// <summary>Lets one container bring the images of the pod's volumes at a time, so that all see the same.</summary>
    public SemaphoreSlim ImageVolumeLock { get; } = new(1);

    /// <summary>The pod, once it was accepted and taken over. Touched by messages alone.</summary>
    public PodState? State { get; private set; }

    /// <summary>The pod as accepted, before it was taken over.</summary>
    public ResolvedPod? Accepted { get; private set; }

    /// <summary>Attempts that the driver reported before the pod was taken over.</summary>
    public IReadOnlyCollection<ContainerObservation> Observations => _observations.Values;

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
        _timer.Dispose();
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

    /// <inheritdoc/>
    protected override void Settle()
    {
        if (!_removed)
        {
            Proceed();
        }

        // A pod that is being taken over has nothing true to say yet.
        if (_removed || State is not null || Accepted is null)
        {
            Complete(_reportWaiters);
        }
    }

    /// <inheritdoc/>
    protected override void OnFault(Exception exception) => LogFault(exception, Id);

    private void Proceed()
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
        if (state.IsEnding)
        {
            // Nobody needs the image any more; a pull goes on for whoever else waits for it.
            state.Containers.ForEach(static container => _ = container.ImageWait?.CancelAsync());
        }

        _timer.Set(plan.WakeAt);
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

    private static void Complete(List<TaskCompletionSource> waiters)
    {
        waiters.ForEach(static waiter => waiter.TrySetResult());
        waiters.Clear();
    }
}
