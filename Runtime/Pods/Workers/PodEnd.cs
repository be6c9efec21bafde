using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Workers;

/// <summary>Ends one pod: for good, or together with the agent.</summary>
internal sealed class PodEnd(PodWorkerContext context, GracePeriod grace)
{
    private static readonly TimeSpan LastReportTime = TimeSpan.FromSeconds(2);

    private readonly PodServices _services = context.Services;

    /// <summary>Stops the pod and keeps it on record as failed.</summary>
    public async Task StopAsync(PodFailure failure, CancellationToken cancellationToken)
    {
        context.Intent = context.Intent with { Stopped = true };
        await TryRecordAsync(context.WriteIntentAsync());
        if (context.WasHandedOver || context.State.Report is not null)
        {
            context.State.SetFailing();
            await new PodStop(context, grace).RunAsync(cancellationToken);
            await LastReportAsync(cancellationToken);
        }

        context.State.SetEnded();
        context.State.Fail(failure);
        _services.Admission.Release(context.Intent.Uid);
    }

    /// <summary>Stops the pod, frees what it left behind, and forgets it: tombstone, stop, remove, delete.</summary>
    public async Task DeleteAsync(CancellationToken cancellationToken)
    {
        var started = _services.TimeProvider.GetTimestamp();
        if (context.IsRecorded)
        {
            await TryRecordAsync(_services.Store.WriteTombstoneAsync(
                context.Intent.Uid,
                new() { RequestedAt = _services.TimeProvider.GetUtcNow(), GraceSeconds = grace.Remaining.TotalSeconds }));
        }

        if (context.WasHandedOver || context.State.Report is not null)
        {
            var stop = new PodStop(context, grace);
            await stop.RunAsync(cancellationToken);
            if (context.Intent.Identified)
            {
                await LastReportAsync(cancellationToken);
            }

            context.State.SetEnded();
            await stop.RemoveAsync(cancellationToken);
        }

        _services.Admission.Release(context.Intent.Uid);
        if (context.Intent.Identified)
        {
            context.State.SetReleased();
        }

        await _services.Reporter.ReleaseAsync(context.State.Record, cancellationToken);
        _services.Statuses.Forget(context.State);
        await ForgetAsync(cancellationToken);
        _services.Metrics.StopDuration.Record(_services.TimeProvider.GetElapsedTime(started).TotalSeconds);
        PodWorkerLog.Removed(_services.Logger);
    }

    // The backend's report of the end may come a little after its word that nothing runs.
    private async Task LastReportAsync(CancellationToken cancellationToken)
    {
        var started = _services.TimeProvider.GetTimestamp();
        while (context.State.Report?.Containers.Any(container => container.State == ContainerRunState.Running) == true
            && _services.TimeProvider.GetElapsedTime(started) < LastReportTime)
        {
            await context.Signal.WaitAsync(LastReportTime, _services.TimeProvider, cancellationToken);
        }
    }

    // A full disk must not keep anybody from ending pods: at worst it has to be asked for again after a crash.
    private async Task TryRecordAsync(Task write)
    {
        try
        {
            await write;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            PodWorkerLog.NotRecorded(_services.Logger, e.Message);
        }
    }

    private async Task ForgetAsync(CancellationToken cancellationToken)
    {
        var retry = new RetryDelay(_services.Options);
        while (true)
        {
            try
            {
                await _services.Store.DeleteAsync(context.Intent.Uid);
                return;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                PodWorkerLog.NotForgotten(_services.Logger, e.Message);
                await Task.Delay(retry.Next(e), _services.TimeProvider, cancellationToken);
            }
        }
    }
}
