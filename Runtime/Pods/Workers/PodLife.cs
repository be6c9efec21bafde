using Reeve.Kubernetes;
using Reeve.Runtime.Pods.Statuses;
using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Workers;

/// <summary>One pod from its start until somebody ends it: starts it, hands on what changes, starts it again if the backend loses it.</summary>
internal sealed class PodLife(PodWorkerContext context)
{
    private readonly PodServices _services = context.Services;
    private volatile bool _isLost;

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

    /// <summary>Looks after the pod; ends only by being cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!IsAtRest)
        {
            await _services.Gates.Backend.WaitAsync(cancellationToken);
            if (context.IsAdopted)
            {
                // What an adopted pod refers to may come from its source, and its source may say that it is to go.
                await _services.Gates.Sources.WaitAsync(cancellationToken);
            }

            await RunUntilAtRestAsync(cancellationToken);
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, _services.TimeProvider, cancellationToken);
    }

    private async Task RunUntilAtRestAsync(CancellationToken cancellationToken)
    {
        // The backend's listing may just have told that it has finished.
        var accepted = IsAtRest ? null : await StartAsync(cancellationToken);
        var update = new PodUpdate(context);
        var lost = new RetryDelay(_services.Options);
        while (accepted is not null && !IsAtRest)
        {
            await WaitAsync(update.RetryAfter, cancellationToken);
            accepted = IsAtRest ? null
                : _isLost ? await RecoverAsync(lost, cancellationToken)
                : await update.RunAsync(accepted, cancellationToken);
        }
    }

    private async Task<ResolvedPod?> StartAsync(CancellationToken cancellationToken)
    {
        var accepted = await new PodStart(context).RunAsync(cancellationToken);
        AcceptedIn = _services.Gates.Listing;
        return accepted;
    }

    private Task WaitAsync(TimeSpan? atMost, CancellationToken cancellationToken) => atMost is { } time
        ? context.Signal.WaitAsync(time, _services.TimeProvider, cancellationToken)
        : context.Signal.WaitAsync(cancellationToken);

    private async Task<ResolvedPod?> RecoverAsync(RetryDelay delay, CancellationToken cancellationToken)
    {
        _isLost = false;
        PodWorkerLog.Lost(_services.Logger);
        const string message = "The backend does not know the pod any more: it was lost or removed behind the agent's back.";
        var status = context.State.Record.Pod.Status;
        var ran = PodPhaseRules.HasStarted(status.ContainerStatuses) || PodPhaseRules.HasStarted(status.InitContainerStatuses);
        if (ran && context.Pod.Spec.RestartPolicy == RestartPolicies.Never)
        {
            context.State.Fail(new() { Reason = "Lost", Message = message });
            return null;
        }

        var pause = delay.Next(new ProviderException(ErrorReason.Transient, message));
        context.State.AddEvent("Lost", message, warning: true);
        context.State.ForgetReport();
        await Task.Delay(pause, _services.TimeProvider, cancellationToken);
        return await StartAsync(cancellationToken);
    }
}
