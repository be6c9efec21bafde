using Reeve.Plugins;
using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Workers;

/// <summary>Lets one running pod take over what changed: its own object, or those that it refers to.</summary>
internal sealed class PodUpdate(PodWorkerContext context)
{
    private static readonly PodChanges[] Kinds = [.. Enum.GetValues<PodChanges>().Where(kind => kind != PodChanges.None)];

    private readonly PodServices _services = context.Services;
    private readonly RetryDelay _retry = new(context.Services.Options);
    private PodChangeResult? _resize;
    private bool _isRefusedByNode;

    private TimeSpan ResizeInterval => _services.Options.MaxRetryDelay / 4;

    /// <summary>When to try once more; null if everything was taken over.</summary>
    public TimeSpan? RetryAfter { get; private set; }

    /// <summary>Something could not be read when the pod was started: it is to be taken over soon.</summary>
    public void Expect() => RetryAfter = _retry.Next(new ProviderException(ErrorReason.Transient, "Objects could not be read."));

    /// <summary>Resolves the pod anew and hands on the difference.</summary>
    /// <param name="accepted">What the backend took last.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>What it has now.</returns>
    public async Task<AcceptedPod> RunAsync(AcceptedPod accepted, CancellationToken cancellationToken)
    {
        RetryAfter = null;
        try
        {
            var resolution = await context.ResolveAsync(cancellationToken);
            foreach (var problem in resolution.VolumeProblems)
            {
                context.State.AddEvent("FailedMount", problem, warning: true);
            }

            if (resolution.IsUnread)
            {
                Expect();
            }

            // A pod that runs keeps what it has while part of it is missing.
            var startsIncomplete = _services.Provider.Features.StartsIncomplete;
            return resolution.VolumeProblems.Count > 0 || (!resolution.Pod.IsComplete && !startsIncomplete)
                ? accepted
                : await ApplyAsync(accepted, resolution.Pod, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            RetryAfter = _retry.Next(e);
            var message = e is ProviderException ? e.Message : "The provider failed unexpectedly; the agent's log has the details.";
            _services.Metrics.CountError("update", e);
            PodWorkerLog.NotUpdated(_services.Logger, e is ProviderException ? null : e, message, RetryAfter.Value);
            context.State.AddEvent("FailedUpdate", message, warning: true);
            return accepted;
        }
    }

    // What becomes of a resize is told once, and shown as a condition as long as it is not granted.
    private void Tell(PodChangeResult? resize)
    {
        if (_resize == resize)
        {
            return;
        }

        _resize = resize;
        context.State.SetResize(resize);
        if (resize is not null)
        {
            var reason = resize.Outcome == PodChangeOutcome.Deferred ? "ResizeDeferred" : "ResizeInfeasible";
            context.State.AddEvent(reason, resize.Message ?? "The provider cannot change the resources of a running pod.", warning: true);
        }
    }

    private async Task<AcceptedPod> ApplyAsync(AcceptedPod accepted, ResolvedPod next, CancellationToken cancellationToken)
    {
        var changes = PodDifference.Between(accepted, AcceptedPod.Of(next));
        if (!_services.Provider.Features.Supports(PodFeature.VolumeUpdates))
        {
            changes &= ~PodChanges.Volumes;
        }

        if (changes.HasFlag(PodChanges.Resources) || _isRefusedByNode)
        {
            var refusal = _services.Admission.Resize(next.Pod, _services.Gates.Description);
            _isRefusedByNode = refusal is not null;
            if (refusal is not null)
            {
                changes &= ~PodChanges.Resources;
                next = PodDifference.WithResourcesOf(next, accepted);
            }

            Tell(refusal);
        }

        if (changes == PodChanges.None)
        {
            RetryAfter ??= _resize?.Outcome == PodChangeOutcome.Deferred ? ResizeInterval : null;
            return AcceptedPod.Of(next);
        }

        if (_services.Provider.Capability<IPodUpdate>() is not { } update)
        {
            context.State.AddEvent("UpdateNotSupported", $"The provider cannot change a running pod ({changes}).", warning: true);
            return AcceptedPod.Of(next);
        }

        PodWorkerLog.Updated(_services.Logger, changes);
        var results = await update.UpdatePodAsync(next, changes, cancellationToken);
        var deferred = false;
        foreach (var kind in Kinds.Where(kind => changes.HasFlag(kind)))
        {
            var result = results.FirstOrDefault(result => result.Change == kind);
            deferred |= result?.Outcome == PodChangeOutcome.Deferred;
            if (kind == PodChanges.Resources)
            {
                Tell(result is { Outcome: PodChangeOutcome.Applied } ? null : result ?? new() { Change = kind, Outcome = PodChangeOutcome.Infeasible });
            }
            else if (result?.Outcome is not (PodChangeOutcome.Applied or PodChangeOutcome.Deferred))
            {
                context.State.AddEvent("UpdateInfeasible", $"{kind}: {result?.Message ?? "the provider cannot change this of a running pod"}", warning: true);
            }
        }

        if (deferred || _resize?.Outcome == PodChangeOutcome.Deferred)
        {
            RetryAfter = ResizeInterval;
            return deferred ? accepted : AcceptedPod.Of(next);
        }

        _retry.Reset();
        context.State.Wait(null, null);
        return AcceptedPod.Of(next);
    }
}
