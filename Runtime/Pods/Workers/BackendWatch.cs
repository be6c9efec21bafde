using Reeve.Workloads;

namespace Reeve.Runtime.Pods.Workers;

/// <summary>Follows what the backend says of its pods and of itself, and begins again when it ends.</summary>
internal sealed partial class BackendWatch(PodServices services, PodRegistry registry, NodeInputs inputs)
{
    private readonly ListingMeter _meter = new(services.Metrics, services.TimeProvider);

    /// <summary>Follows the pods until cancelled.</summary>
    public async Task WatchPodsAsync(CancellationToken cancellationToken)
    {
        var retry = new RetryDelay(services.Options);
        for (var listing = 1; ; listing++)
        {
            try
            {
                services.Gates.Listing = listing;
                _meter.Begin();
                await ListAndFollowAsync(listing, retry, cancellationToken);
                _meter.End();
                LogEnded(services.Logger, "pods");
                await Task.Delay(services.Options.RetryDelay, services.TimeProvider, cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                _meter.End();
                await PauseAsync("watch pods", e, retry, cancellationToken);
            }
        }
    }

    /// <summary>Follows the node until cancelled.</summary>
    public async Task WatchNodeAsync(CancellationToken cancellationToken)
    {
        var retry = new RetryDelay(services.Options);
        while (true)
        {
            try
            {
                await foreach (var description in services.Provider.WatchNodeAsync(cancellationToken).WithCancellation(cancellationToken))
                {
                    retry.Reset();
                    services.Gates.Description = description;
                }

                LogEnded(services.Logger, "the node");
                await Task.Delay(services.Options.RetryDelay, services.TimeProvider, cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                await PauseAsync("watch the node", e, retry, cancellationToken);
            }
        }
    }

    private async Task ListAndFollowAsync(int listing, RetryDelay retry, CancellationToken cancellationToken)
    {
        // Whose pods a provider can list may depend on them.
        await inputs.GiveAsync(cancellationToken);
        HashSet<string>? listed = new(StringComparer.Ordinal);
        await foreach (var item in services.Provider.WatchPodsAsync(cancellationToken).WithCancellation(cancellationToken))
        {
            switch (item)
            {
                case { Kind: PodWatchKind.Report, Report: { } report } when report.Id.Owner == services.Options.Owner:
                    listed?.Add(report.Id.Uid);
                    if (!registry.Report(report) && listed is null)
                    {
                        LogUnknown(services.Logger, report.Id.Uid, report.BackendHandle);
                    }

                    break;
                case { Kind: PodWatchKind.Removed, Removed: { } gone } when gone.Owner == services.Options.Owner:
                    listed?.Remove(gone.Uid);
                    registry.Lose(gone.Uid);
                    break;
                case { Kind: PodWatchKind.Synced } when listed is not null:
                    retry.Reset();
                    _meter.Listed();
                    registry.Listed(listing, listed);
                    listed = null;
                    services.Gates.OpenBackend();
                    break;
            }
        }
    }

    private async Task PauseAsync(string operation, Exception failure, RetryDelay retry, CancellationToken cancellationToken)
    {
        var delay = retry.Next(failure);
        services.Metrics.CountError(operation, failure);
        LogFailed(services.Logger, failure is ProviderException ? null : failure, operation, failure.Message, delay);
        await Task.Delay(delay, services.TimeProvider, cancellationToken);
    }
}
