using Reeve.Containers;
using Reeve.Runtime.Engine.Planning;
using Reeve.Runtime.Engine.Volumes;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Actors;

/// <summary>Carries out what was decided for one pod, and brings the results back to its actor.</summary>
internal sealed partial class ActionRunner(PodActor actor)
{
    private readonly EngineServices _engine = actor.Engine;

    public void Run(PodState state, PodAction action)
    {
        switch (action)
        {
            case PodAction.SetUp:
                Start(() => SetUpAsync(state.Pod));
                break;
            case PodAction.Launch(var container):
                var id = container.IdOf(container.Attempt + 1);
                container.ImageWait = CancellationTokenSource.CreateLinkedTokenSource(_engine.Stopping);
                Start(() => LaunchAsync(state.Pod, container, container.Resolved, id, state.Facts));
                break;
            case PodAction.PostStart(var container) when container.PostStartSleepUntil is null:
                RunPostStart(state, container);
                break;
            case PodAction.PreStop(var container) when container.Stop is { SleepUntil: null } stop:
                RunPreStop(state, container, stop);
                break;
            case PodAction.GiveUpHook(var container, var hook, _):
                GiveUp(container, hook);
                break;
            case PodAction.StopAttempt(var container, var gracePeriod) when container.Stop is { } stop:
                var signal = container.Resolved.Spec.Lifecycle?.StopSignal ?? container.Image?.StopSignal;
                Start(() => StopAsync(container, stop, container.Id, signal, gracePeriod));
                break;
            case PodAction.CollectEnd(var container):
                Start(() => CollectAsync(container, container.Resolved, container.Observation!));
                break;
            case PodAction.RunProbe(var container, var probe):
                Start(() => ProbeAsync(container, probe, container.Id, container.Resolved, state.Facts));
                break;
            case PodAction.CheckLimits:
                Start(() => CheckLimitsAsync(state.Pod));
                break;
        }
    }

    /// <summary>Collects the ends of attempts that ended unseen, then hands the pod to its actor.</summary>
    public void Adopt(ResolvedPod pod, IReadOnlyList<ContainerObservation> attempts) => Start(() => AdoptAsync(pod, attempts));

    /// <summary>Writes the volumes of a pod, or brings them to its present plan.</summary>
    public async Task ApplyVolumesAsync(ResolvedPod pod, CancellationToken cancellationToken)
    {
        await actor.VolumeLock.WaitAsync(cancellationToken);
        try
        {
            await _engine.Volumes.ApplyAsync(pod, cancellationToken);
            _engine.Templates.Refresh(pod);
        }
        finally
        {
            actor.VolumeLock.Release();
        }
    }

    private async Task SetUpAsync(ResolvedPod pod)
    {
        var step = EventReasons.FailedMount;
        try
        {
            if (pod.Volumes.Count > 0)
            {
                await ApplyVolumesAsync(pod, _engine.Stopping);
            }

            step = EventReasons.FailedCreatePodSandBox;
            var sandbox = new Sandbox { Id = pod.Id, Pod = pod, Directory = _engine.Volumes.GetPodDirectory(pod.Id), PodRanges = _engine.PodRanges() };
            var facts = await _engine.Driver.PrepareSandboxAsync(sandbox, _engine.Stopping);
            Post((state, now) => SetUpResults.Done(state, facts, now));
        }
        catch (Exception e) when (Expect(e) is { } failure)
        {
            Post((state, now) => SetUpResults.Failed(state, step, failure, now));
        }
    }

    private async Task StopAsync(ContainerTrack container, StopTrack stop, ContainerId id, string? signal, TimeSpan gracePeriod)
    {
        try
        {
            // That it has ended is said by the driver's watch.
            await _engine.Driver.StopContainerAsync(id, signal, gracePeriod, _engine.Stopping);
        }
        catch (Exception e) when (Expect(e) is { } failure)
        {
            Post((state, now) => StopResults.Failed(state, container, stop, failure, now));
        }
    }

    private async Task CollectAsync(ContainerTrack container, ResolvedContainer resolved, ContainerObservation observation)
    {
        var end = await _engine.Ends.CollectAsync(resolved, observation, _engine.Stopping);
        Post((state, now) => Ends.Collected(state, container, end, now));
    }

    private async Task ProbeAsync(ContainerTrack container, ProbeTrack probe, ContainerId id, ResolvedContainer resolved, PodFacts facts)
    {
        var result = await _engine.Probes.RunAsync(probe, id, resolved.Spec, facts, _engine.Stopping);
        Post((state, now) => Probing.Ended(state, container, probe, result, now));
    }

    private async Task CheckLimitsAsync(ResolvedPod pod)
    {
        PodFailure? failed = null;
        try
        {
            failed = await new StorageLimits(_engine.Volumes, _engine.Logs, _engine.Driver).FindAsync(pod, _engine.Stopping);
        }
        catch (Exception e) when (Expect(e) is { } failure)
        {
            LogUnmeasured(_engine.Logger, pod.Id, failure.Message);
        }

        Post((state, now) => Limits.Checked(state, failed, now));
    }

    private void Post(Action<PodState, DateTimeOffset> result) => actor.Post(self => result(self.State!, _engine.Now));

    private void Start(Func<Task> work)
    {
        _engine.BeginWork();
        _ = GuardAsync(work);
    }

    private async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (_engine.Stopping.IsCancellationRequested)
        {
            // The engine is being disposed of; the next one finds out what became of it.
        }
        catch (Exception e)
        {
            LogFault(_engine.Logger, e, actor.Id);
        }
        finally
        {
            _engine.EndWork();
        }
    }

    /// <summary>A failure to go on with: the expected ones, and faults of a driver, which are logged.</summary>
    private ProviderException? Expect(Exception exception)
    {
        switch (exception)
        {
            case ProviderException expected:
                return expected;
            case OperationCanceledException when _engine.Stopping.IsCancellationRequested:
                return null;
            default:
                LogFault(_engine.Logger, exception, actor.Id);
                return new ProviderException(ErrorReason.Unknown, exception.Message);
        }
    }
}
