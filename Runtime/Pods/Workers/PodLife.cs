using Reeve.Kubernetes;
using Reeve.Runtime.Pods.Statuses;
using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Workers;

/// <summary>One pod from its start until somebody ends it: starts it, hands on what changes, starts it again if the backend loses it.</summary>
internal sealed class PodLife(PodWorkerContext context)
{
    private const string LostMessage = "The backend does not know the pod any more: it was lost or removed behind the agent's back.";
    private static readonly TimeSpan MinWait = TimeSpan.FromSeconds(1);

    // A token runs out by the clock on the wall, which may be set meanwhile.
    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(1);

    private readonly PodServices _services = context.Services;
    private readonly Lock _lock = new();
    private volatile bool _isLost;
    private volatile Ending? _ending;
    private CancellationTokenSource? _interruption;

    /// <summary>The backend accepted the pod in this listing of it (see <see cref="BackendWatch"/>), 0 if it has not yet.</summary>
    public int AcceptedIn { get; private set; }

    /// <summary>Whether nothing is to be done for the pod any more: it has finished, was refused, or was stopped.</summary>
    public bool IsAtRest => context.State.Record.Finished || context.Intent.Stopped || context.Intent.Refused;

    /// <summary>The backend does not know the pod any more.</summary>
    public void Lose()
    {
        _isLost = true;
        context.Signal.Set();
    }

    /// <summary>The pod is to end, and to stay on record as failed.</summary>
    /// <returns>Completes when nothing of it runs.</returns>
    public Task EndAsync(TimeSpan gracePeriod, PodFailure failure)
    {
        lock (_lock)
        {
            if (_ending is null)
            {
                _ending = new(failure, new GracePeriod(_services.TimeProvider), new(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            _ending.Grace.TrySet(gracePeriod);
            _interruption?.Cancel();
            return _ending.Done.Task;
        }
    }

    /// <summary>Looks after the pod; ends only by being cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            // 1. Until it is at rest, or somebody ends it, which may be while it is at rest already.
            await LiveAsync(cancellationToken);
            await WhenEndingAsync(cancellationToken);

            // 2. It is at rest then, and what is left to do is to delete it.
            var ending = _ending!;
            if (!IsAtRest)
            {
                await new PodEnd(context, ending.Grace).StopAsync(ending.Failure, cancellationToken);
            }

            ending.Done.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, _services.TimeProvider, cancellationToken);
        }
        finally
        {
            if (cancellationToken.IsCancellationRequested)
            {
                _ending?.Done.TrySetResult();
            }
        }
    }

    private async Task WhenEndingAsync(CancellationToken cancellationToken)
    {
        using var interruption = Interruptible(cancellationToken);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _services.TimeProvider, interruption.Token);
        }
        catch (OperationCanceledException) when (_ending is not null && !cancellationToken.IsCancellationRequested)
        {
            // That is what was waited for.
        }
        finally
        {
            Forget(interruption);
        }
    }

    private async Task LiveAsync(CancellationToken cancellationToken)
    {
        using var interruption = Interruptible(cancellationToken);
        try
        {
            if (!IsAtRest)
            {
                await _services.Gates.Backend.WaitAsync(interruption.Token);
                if (context.IsAdopted)
                {
                    await _services.Gates.Adopted.WaitAsync(interruption.Token);
                }

                await RunUntilAtRestAsync(interruption.Token);
            }
        }
        catch (OperationCanceledException) when (_ending is not null && !cancellationToken.IsCancellationRequested)
        {
            // Somebody ends the pod.
        }
        finally
        {
            Forget(interruption);
        }
    }

    private CancellationTokenSource Interruptible(CancellationToken cancellationToken)
    {
        var interruption = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        lock (_lock)
        {
            _interruption = interruption;
            if (_ending is not null)
            {
                interruption.Cancel();
            }
        }

        return interruption;
    }

    private void Forget(CancellationTokenSource interruption)
    {
        lock (_lock)
        {
            _interruption = _interruption == interruption ? null : _interruption;
        }
    }

    private async Task RunUntilAtRestAsync(CancellationToken cancellationToken)
    {
        // The backend's listing may just have told that it has finished.
        var update = new PodUpdate(context);
        var accepted = IsAtRest || IsLostForGood() ? null : await StartAsync(update, cancellationToken);
        var lost = new RetryDelay(_services.Options);
        while (accepted is not null && !IsAtRest)
        {
            await WaitAsync(update.RetryAfter, cancellationToken);
            accepted = IsAtRest ? null
                : _isLost ? await RecoverAsync(lost, update, cancellationToken)
                : await update.RunAsync(accepted, cancellationToken);
        }
    }

    private async Task<AcceptedPod?> StartAsync(PodUpdate update, CancellationToken cancellationToken)
    {
        var start = new PodStart(context);
        var accepted = await start.RunAsync(cancellationToken);
        AcceptedIn = _services.Gates.Listing;
        if (start.IsUnread)
        {
            update.Expect();
        }

        return accepted;
    }

    private async Task WaitAsync(TimeSpan? retryAfter, CancellationToken cancellationToken)
    {
        // 1. A failed update. 2. A token that is to be replaced.
        if (retryAfter is null && context.RefreshAt is null)
        {
            await context.Signal.WaitAsync(cancellationToken);
            return;
        }

        var started = _services.TimeProvider.GetTimestamp();
        for (var isSignalled = false; !isSignalled;)
        {
            var retry = retryAfter - _services.TimeProvider.GetElapsedTime(started);
            var refresh = context.RefreshAt - _services.TimeProvider.GetUtcNow();
            var rest = refresh < retry || retry is null ? refresh!.Value : retry.Value;
            var longest = rest < MinWait ? MinWait : rest < MaxWait ? rest : MaxWait;
            isSignalled = await context.Signal.WaitAsync(longest, _services.TimeProvider, cancellationToken) || longest == rest || rest < MinWait;
        }
    }

    // A pod of an API server whose record is gone here: if it had run, it must not run twice.
    private bool IsLostForGood()
    {
        if (context.IsAdopted || !context.Intent.Identified || context.State.Report is not null || !HasRunForGood())
        {
            return false;
        }

        Fail();
        return true;
    }

    private bool HasRunForGood()
    {
        var status = context.State.Record.Pod.Status;
        return context.Pod.Spec.RestartPolicy == RestartPolicies.Never
            && (PodPhaseRules.HasStarted(status.ContainerStatuses) || PodPhaseRules.HasStarted(status.InitContainerStatuses));
    }

    private void Fail() => context.State.Fail(new() { Reason = "Lost", Message = LostMessage });

    private async Task<AcceptedPod?> RecoverAsync(RetryDelay delay, PodUpdate update, CancellationToken cancellationToken)
    {
        _isLost = false;
        PodWorkerLog.Lost(_services.Logger);
        if (HasRunForGood())
        {
            Fail();
            return null;
        }

        var pause = delay.Next(new ProviderException(ErrorReason.Transient, LostMessage));
        context.State.AddEvent("Lost", LostMessage, warning: true);
        context.State.ForgetReport();
        await Task.Delay(pause, _services.TimeProvider, cancellationToken);
        return await StartAsync(update, cancellationToken);
    }

    private sealed record Ending(PodFailure Failure, GracePeriod Grace, TaskCompletionSource Done);
}
