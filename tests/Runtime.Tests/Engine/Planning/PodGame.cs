using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Runtime.Engine;
using Reeve.Runtime.Engine.Planning;
using Reeve.Runtime.Tests.Engine.Fakes;
using Reeve.Workloads;

namespace Reeve.Runtime.Tests.Engine.Planning;

/// <summary>
/// Plays a random course of events against the planner: a random pod, whose containers start, fail to start, end, hang, are
/// probed and stopped in random order at random times. After each step it checks what must always hold.
/// </summary>
internal sealed class PodGame
{
    private readonly Random _random;
    private readonly PodState _pod;
    private readonly List<PodAction> _work = [];
    private readonly Dictionary<string, int> _started = [];
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private bool _finished;

    public PodGame(int seed)
    {
        _random = new Random(seed);
        _pod = new PodState(TestPods.Of(Spec()), _now, new EngineOptions());
    }

    public int Starts { get; private set; }

    /// <summary>Plays some steps, then stops the pod and plays on until nothing of it is left.</summary>
    public void Play(int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            Step();
        }

        Kills.StopPod(_pod, TimeSpan.FromSeconds(_random.Next(40)), _now);
        Decide();
        for (var i = 0; i < 400 && !_pod.IsIdle; i++)
        {
            _now += TimeSpan.FromSeconds(1);
            Decide();
            while (_work.Count > 0)
            {
                Finish(0);
            }
        }

        Assert.True(_pod.IsIdle, "a stopped pod comes to rest");
        Assert.True(ReportBuilder.Build(_pod, "fake").Finished);
    }

    private PodSpec Spec()
    {
        string[] policies = [RestartPolicies.Always, RestartPolicies.OnFailure, RestartPolicies.Never];
        return new PodSpec
        {
            RestartPolicy = policies[_random.Next(3)],
            ActiveDeadlineSeconds = _random.Next(4) == 0 ? _random.Next(1, 4000) : null,
            InitContainers = [.. Enumerable.Range(0, _random.Next(4)).Select(i => Container($"i{i}") with
            {
                RestartPolicy = _random.Next(2) == 0 ? RestartPolicies.Always : null,
            })],
            Containers = [.. Enumerable.Range(0, _random.Next(1, 4)).Select(i => Container($"c{i}") with
            {
                RestartPolicy = _random.Next(4) == 0 ? policies[_random.Next(3)] : null,
            })],
        };
    }

    private Container Container(string name) => TestPods.Container(name) with
    {
        StartupProbe = Probe(3), LivenessProbe = Probe(3), ReadinessProbe = Probe(3),
        Lifecycle = new Lifecycle { PostStart = Hook(), PreStop = Hook() },
        RestartPolicyRules = _random.Next(5) > 0 ? [] :
        [
            new()
            {
                Action = _random.Next(2) == 0 ? RestartRuleActions.Restart : RestartRuleActions.RestartAllContainers,
                ExitCodes = new() { Operator = _random.Next(2) == 0 ? "In" : "NotIn", Values = [1, 2] },
            },
        ],
    };

    private Probe? Probe(int odds) => _random.Next(odds) > 0 ? null : new Probe
    {
        Exec = new ExecAction { Command = ["x"] }, PeriodSeconds = _random.Next(1, 20), FailureThreshold = _random.Next(1, 4),
        InitialDelaySeconds = _random.Next(10),
    };

    private LifecycleHandler? Hook() => _random.Next(6) switch
    {
        0 => new LifecycleHandler { Exec = new ExecAction { Command = ["x"] } },
        1 => new LifecycleHandler { Sleep = new SleepAction { Seconds = _random.Next(20) } },
        _ => null,
    };

    private void Step()
    {
        var running = _pod.Containers.Where(container => container.Stage == Stage.Running).ToList();
        switch (_random.Next(6))
        {
            case 0 when running.Count > 0:
                Exit(running[_random.Next(running.Count)], _random.Next(4));
                break;
            case 1:
                _now += TimeSpan.FromSeconds(_random.Next(1, 400));
                break;
            case 2:
                _now += TimeSpan.FromMilliseconds(_random.Next(3000));
                break;
            default:
                if (_work.Count > 0)
                {
                    Finish(_random.Next(_work.Count));
                }

                break;
        }

        Decide();
    }

    private void Decide()
    {
        for (var i = 0; ; i++)
        {
            Assert.True(i < 100, "the plan settles");
            var plan = PodPlanner.Plan(_pod, _now);
            if (_finished)
            {
                Assert.True(plan.Actions.Count == 0, "a finished pod stays finished");
            }

            if (plan.Actions.Count == 0)
            {
                Assert.True(plan.WakeAt is null || plan.WakeAt > _now, "nothing falls due in the past");
                break;
            }

            foreach (var action in plan.Actions)
            {
                Check(action);
                Decisions.Apply(_pod, action, _now);
                if (action is not (PodAction.Wait or PodAction.Kill or PodAction.Fail or PodAction.Complete or PodAction.RestartAll
                    or PodAction.EndSleep or PodAction.HoldEnd or PodAction.GiveUpHook)
                    && action is not PodAction.PostStart { Container.PostStartSleepUntil: not null }
                    && action is not PodAction.PreStop { Container.Stop.SleepUntil: not null })
                {
                    _work.Add(action);
                }
            }
        }

        _finished |= _pod.IsEnding && _pod.IsIdle;
    }

    private void Check(PodAction action)
    {
        switch (action)
        {
            case PodAction.Launch(var container):
                Starts++;
                Assert.False(_pod.IsEnding, "nothing starts in a pod that ends");
                Assert.False(container.IsBusy, "one attempt of a container at a time");
                Assert.DoesNotContain(_pod.Containers, other => other.Stage == Stage.Launching);
                Assert.Equal(_started.GetValueOrDefault(container.Name, -1), container.Attempt);
                CheckOrder(container);
                break;
            case PodAction.StopAttempt({ Kind: ContainerKind.Sidecar, Stop: { Cause: StopCause.Pod } stop } container, _):
                var later = _pod.Containers.SkipWhile(other => other != container).Skip(1);
                Assert.True(
                    stop.AtOnce || _now >= stop.Deadline || !later.Any(other => other.IsBusy && other.Kind != ContainerKind.Init),
                    "sidecars end last");
                break;
        }
    }

    private void CheckOrder(ContainerTrack container)
    {
        var initialized = _pod.Containers.Exists(other => other.Kind == ContainerKind.Regular && _pod.HasRun(other));
        foreach (var earlier in _pod.Containers.TakeWhile(other => other != container && !initialized))
        {
            Assert.True(
                earlier.Kind switch
                {
                    ContainerKind.Init => earlier.Stage == Stage.Ended && earlier.End!.ExitCode == 0,
                    ContainerKind.Sidecar => _pod.HasRun(earlier),
                    _ => true,
                },
                $"{container.Name} starts after {earlier.Name}");
        }
    }

    private void Finish(int index)
    {
        var action = _work[index];
        _work.RemoveAt(index);
        switch (action)
        {
            case PodAction.SetUp when _random.Next(4) == 0:
                SetUpResults.Failed(_pod, EventReasons.FailedMount, new ProviderException(ErrorReason.Transient, "no"), _now);
                break;
            case PodAction.SetUp:
                SetUpResults.Done(_pod, new PodFacts(), _now);
                break;
            case PodAction.Launch(var container) when _random.Next(5) == 0:
                Launches.Failed(_pod, container, new LaunchFailure(Waiting.ErrImagePull, "no"), _now);
                break;
            case PodAction.Launch(var container):
                Launch(container);
                break;
            case PodAction.PostStart(var container):
                HookResults.PostStartEnded(_pod, container, container.Attempt, _random.Next(3) == 0 ? "no" : null, _now);
                break;
            case PodAction.PreStop(var container) when container.Stop is { } stop:
                HookResults.PreStopEnded(_pod, container, stop, _random.Next(3) == 0 ? "no" : null, _now);
                break;
            case PodAction.StopAttempt(var container, _) when container.Stop is { } stop:
                if (_random.Next(6) == 0)
                {
                    StopResults.Failed(_pod, container, stop, new ProviderException(ErrorReason.Transient, "no"), _now);
                }
                else
                {
                    Exit(container, 143);
                }

                break;
            case PodAction.CollectEnd(var container):
                Ends.Collected(_pod, container, Ends.Report(container.Observation!, "fake"), _now);
                Assert.Equal(Stage.Ended, container.Stage);
                break;
            case PodAction.RunProbe(var container, var probe):
                Probing.Ended(_pod, container, probe, new ProbeResult((ProbeOutcome)_random.Next(4)), _now);
                break;
        }
    }

    private void Launch(ContainerTrack container)
    {
        var id = container.IdOf(container.Attempt + 1);
        var fails = _random.Next(8) == 0;
        Launches.Done(
            _pod,
            container,
            new ContainerObservation
            {
                Id = id, State = fails ? ContainerRunState.Terminated : ContainerRunState.Running, StartedAt = _now,
                Reason = fails ? EndReasons.StartError : null, ExitCode = fails ? 128 : 0, FinishedAt = fails ? _now : null,
            },
            new ResolvedImage { Reference = "host:", Form = ImageForms.Host },
            0,
            _now);
        _started[container.Name] = container.Attempt;
        Assert.Equal(id.Attempt, container.Attempt);
    }

    private void Exit(ContainerTrack container, int exitCode) => Observations.Apply(
        _pod,
        container.Observation! with { State = ContainerRunState.Terminated, ExitCode = exitCode, FinishedAt = _now },
        0);
}
