namespace Reeve.Runtime.Pods.Workers;

/// <summary>Stops one pod, and goes on until the backend confirms that nothing of it runs. A shorter grace period may come meanwhile.</summary>
internal sealed class PodStop(PodWorkerContext context, GracePeriod grace)
{
    private readonly PodServices _services = context.Services;
    private readonly RetryDelay _retry = new(context.Services.Options);

    /// <summary>Stops.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var stops = new List<Task>();
        while (true)
        {
            var shortened = grace.Shortened;
            stops.Add(CallAsync(cancellationToken));
            if (await WaitAsync(stops, shortened, cancellationToken))
            {
                return;
            }
        }
    }

    /// <summary>Frees what a stopped pod left behind, and goes on until the backend confirms it.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await _services.Provider.RemovePodAsync(context.Id, cancellationToken);
                return;
            }
            catch (ProviderException e) when (e.Reason == ErrorReason.NotFound)
            {
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                await PauseAsync("remove", e, grace.Shortened, cancellationToken);
            }
        }
    }

    private async Task CallAsync(CancellationToken cancellationToken) =>
        await _services.Provider.StopPodAsync(context.Id, grace.Remaining, cancellationToken);

    // True once any call has confirmed; false if another call is to be made.
    private async Task<bool> WaitAsync(List<Task> stops, Task shortened, CancellationToken cancellationToken)
    {
        while (stops.Count > 0)
        {
            var first = await Task.WhenAny(stops.Append(shortened));
            if (first == shortened)
            {
                return false;
            }

            stops.Remove(first);
            try
            {
                await first;
                return true;
            }
            catch (ProviderException e) when (e.Reason == ErrorReason.NotFound)
            {
                return true;
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                if (stops.Count == 0)
                {
                    await PauseAsync("stop", e, shortened, cancellationToken);
                }
            }
        }

        return false;
    }

    private async Task PauseAsync(string operation, Exception failure, Task until, CancellationToken cancellationToken)
    {
        var delay = _retry.Next(failure);
        var message = failure is ProviderException ? failure.Message : "The provider failed unexpectedly; the agent's log has the details.";
        _services.Metrics.CountError(operation, failure);
        PodWorkerLog.NotStopped(_services.Logger, failure is ProviderException ? null : failure, operation, message, delay);
        context.State.AddEvent("FailedKillPod", message, warning: true);
        await Task.WhenAny(Task.Delay(delay, _services.TimeProvider, cancellationToken), until);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
