using Reeve.Containers;
using Reeve.Kubernetes;
using Reeve.Runtime.Engine.Planning;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Actors;

internal sealed partial class ActionRunner
{
    // What ends a hook that runs. Belongs to the actor's turn.
    private readonly Dictionary<(ContainerTrack Container, HookKind Hook), CancellationTokenSource> _hooks = [];

    private void RunPostStart(PodState state, ContainerTrack container)
    {
        var attempt = container.Attempt;
        RunHook(state, container, HookKind.PostStart, container.Resolved.Spec.Lifecycle!.PostStart!,
            (pod, error, now) => HookResults.PostStartEnded(pod, container, attempt, error, now));
    }

    private void RunPreStop(PodState state, ContainerTrack container, StopTrack stop) =>
        RunHook(state, container, HookKind.PreStop, container.Resolved.Spec.Lifecycle!.PreStop!,
            (pod, error, now) => HookResults.PreStopEnded(pod, container, stop, error, now));

    private void RunHook(
        PodState state, ContainerTrack container, HookKind kind, LifecycleHandler hook, Action<PodState, string?, DateTimeOffset> result)
    {
        var (id, spec, facts) = (container.Id, container.Resolved.Spec, state.Facts);
        var giveUp = CancellationTokenSource.CreateLinkedTokenSource(_engine.Stopping);
        _hooks[(container, kind)] = giveUp;
        Start(() => HookAsync(container, kind, hook, id, spec, facts, giveUp, result));
    }

    private void GiveUp(ContainerTrack container, HookKind kind)
    {
        if (_hooks.Remove((container, kind), out var giveUp))
        {
            Start(giveUp.CancelAsync);
        }
    }

    private async Task HookAsync(
        ContainerTrack container,
        HookKind kind,
        LifecycleHandler hook,
        ContainerId id,
        Container spec,
        PodFacts facts,
        CancellationTokenSource giveUp,
        Action<PodState, string?, DateTimeOffset> result)
    {
        string? error = null;
        try
        {
            error = await _engine.Hooks.RunAsync(hook, $"{kind}Hook", id, spec, facts, giveUp.Token);
        }
        catch (OperationCanceledException) when (giveUp.IsCancellationRequested)
        {
            // Why was said when it was given up.
        }

        // Of a hook that ended with the agent nobody knows what it would have come to.
        _engine.Stopping.ThrowIfCancellationRequested();
        Post((state, now) =>
        {
            if (_hooks.GetValueOrDefault((container, kind)) == giveUp)
            {
                _hooks.Remove((container, kind));
            }

            giveUp.Dispose();
            result(state, error, now);
        });
    }
}
