using Reeve.Runtime.Pods.Admission;
using Reeve.Runtime.Pods.Resolving;
using Reeve.Runtime.Pods.Store;
using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Workers;

/// <summary>
/// Brings one pod to the backend:
/// <code>
/// 1 admission ─► refused: Failed, nothing done
/// 2 resolve ◄─── objects changed / pause
/// 3 │ volume missing, or container incomplete ─► wait for the objects
/// 4 intent, fsynced
/// 5 StartPodAsync ─► for good: Failed; else pause, back to 2
/// </code>
/// </summary>
internal sealed class PodStart(PodWorkerContext context)
{
    private readonly PodServices _services = context.Services;
    private readonly PodState _state = context.State;
    private readonly RetryDelay _retry = new(context.Services.Options);

    /// <summary>The pod was started without all that it refers to, because that could not be read: it is to be updated soon.</summary>
    public bool IsUnread { get; private set; }

    /// <summary>Starts the pod, or finds it started.</summary>
    /// <returns>What the backend accepted; null if the pod failed for good.</returns>
    public async Task<AcceptedPod?> RunAsync(CancellationToken cancellationToken)
    {
        // 1. A pod that was handed to the backend by an earlier agent was admitted then.
        if (context.IsAdopted)
        {
            _services.Admission.Adopt(context.Pod);
        }
        else if (!await AdmitAsync(cancellationToken))
        {
            return null;
        }

        while (true)
        {
            try
            {
                // 2.
                var keepsUnread = context.IsAdopted && _services.Provider.Features.StartsIncomplete;
                var resolution = await context.ResolveAsync(cancellationToken, keepsUnread);

                // 3.
                if (!CanStart(resolution))
                {
                    await WaitAsync(resolution, cancellationToken);
                    continue;
                }

                // 4.
                await WriteIntentAsync();

                // 5.
                await StartAsync(resolution.Pod, cancellationToken);
                _state.Wait(null, null, resolution.ContainerProblems);
                IsUnread = resolution.IsUnread;
                return AcceptedPod.Of(resolution.Pod);
            }
            catch (ProviderException e) when (e.Reason is ErrorReason.Invalid or ErrorReason.Unsupported)
            {
                await RefuseAsync(new()
                {
                    Reason = e.Reason == ErrorReason.Unsupported ? PodAdmission.UnsupportedReason : PodAdmission.InvalidReason,
                    Message = e.Field is null ? e.Message : $"{e.Field}: {e.Message}",
                });
                return null;
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                await PauseAsync(e, cancellationToken);
            }
        }
    }

    private async Task<bool> AdmitAsync(CancellationToken cancellationToken)
    {
        if (_services.Admission.NeedsNode(context.Pod.Spec))
        {
            await _services.Gates.Node.WaitAsync(cancellationToken);
            await _services.Admission.WhenNodeIsKnownAsync(cancellationToken);
        }

        var verdict = _services.Admission.Check(context.Pod, _services.Gates.Description, isStatic: !context.Intent.Identified);
        foreach (var ignored in verdict.Ignored)
        {
            _state.AddEvent("FeatureIgnored", ignored, warning: true);
        }

        if (verdict.Refusal is { } refusal)
        {
            await RefuseAsync(refusal);
        }

        return verdict.Refusal is null;
    }

    private async Task RefuseAsync(PodFailure failure)
    {
        PodWorkerLog.Refused(_services.Logger, failure.Reason, failure.Message ?? "");
        _state.AddEvent(failure.Reason, failure.Message ?? failure.Reason, warning: true);
        _state.Fail(_services.Options.Node is null ? failure : failure with { Message = $"Pod was rejected: {failure.Message}" });
        context.Intent = context.Intent with { Refused = !context.IsAdopted };
        try
        {
            await context.WriteIntentAsync();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without a record the pod is refused again after a restart, which is the same.
            PodWorkerLog.NotRecorded(_services.Logger, e.Message);
        }
    }

    // Objects that come or change are announced; a source that failed has to be asked again.
    private async Task WaitAsync(Resolution resolution, CancellationToken cancellationToken)
    {
        if (resolution.IsUnread)
        {
            var delay = _retry.Next(new ProviderException(ErrorReason.Transient, "Objects cannot be read."));
            await context.Signal.WaitAsync(delay, _services.TimeProvider, cancellationToken);
        }
        else
        {
            await context.Signal.WaitAsync(cancellationToken);
        }
    }

    private bool CanStart(Resolution resolution)
    {
        if (resolution.VolumeProblems.Count > 0)
        {
            foreach (var problem in resolution.VolumeProblems)
            {
                _state.AddEvent("FailedMount", problem, warning: true);
            }

            _state.Wait(null, string.Join("; ", resolution.VolumeProblems));
            return false;
        }

        if (!resolution.Pod.IsComplete && !_services.Provider.Features.StartsIncomplete)
        {
            foreach (var (container, problem) in resolution.ContainerProblems)
            {
                _state.AddEvent("Failed", $"Error: {problem}", warning: true, container);
            }

            _state.Wait(null, null, resolution.ContainerProblems);
            return false;
        }

        return true;
    }

    private async Task WriteIntentAsync()
    {
        if (context.IsRecorded)
        {
            return;
        }

        var started = _services.TimeProvider.GetTimestamp();
        await context.WriteIntentAsync();
        context.IsRecorded = true;
        _services.Metrics.IntentDuration.Record(_services.TimeProvider.GetElapsedTime(started).TotalSeconds);
    }

    private async Task StartAsync(ResolvedPod pod, CancellationToken cancellationToken)
    {
        await _services.StartSlots.WaitAsync(cancellationToken);
        try
        {
            context.WasHandedOver = true;
            await _services.Provider.StartPodAsync(pod, cancellationToken);
        }
        finally
        {
            _services.StartSlots.Release();
        }

        _services.Metrics.StartDuration.Record((_services.TimeProvider.GetUtcNow() - context.Intent.CreatedAt).TotalSeconds);
        PodWorkerLog.Started(_services.Logger);
    }

    private async Task PauseAsync(Exception failure, CancellationToken cancellationToken)
    {
        var delay = _retry.Next(failure);
        var message = failure is ProviderException ? failure.Message
            : failure is IOException ? $"The pod's record cannot be written: {failure.Message}"
            : "The provider failed unexpectedly; the agent's log has the details.";
        _services.Metrics.CountError("start", failure);
        PodWorkerLog.NotStarted(_services.Logger, failure is ProviderException or IOException ? null : failure, message, delay);
        _state.AddEvent(context.Intent.Identified ? "ProviderCreateFailed" : "FailedStart", message, warning: true);
        _state.Wait("FailedStart", message);
        await context.Signal.WaitAsync(delay, _services.TimeProvider, cancellationToken);
    }
}
