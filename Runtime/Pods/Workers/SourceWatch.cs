using Reeve.Runtime.Pods.Sources;

namespace Reeve.Runtime.Pods.Workers;

/// <summary>Follows one source, and begins again when it ends.</summary>
internal sealed partial class SourceWatch(IPodSource source, PodServices services, PodIntake intake)
{
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _tried = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IPodSource Source => source;

    /// <summary>Completes when the source has given all its pods once.</summary>
    public Task Synced => _synced.Task;

    /// <summary>Completes when the source has given all its pods once, or failed to.</summary>
    public Task Tried => _tried.Task;

    /// <summary>The keys of the last complete listing; null until there is one.</summary>
    public IReadOnlyCollection<string>? Listed { get; private set; }

    /// <summary>Follows until cancelled.</summary>
    public async Task RunAsync(Action listed, CancellationToken cancellationToken)
    {
        // The backend first: a pod that it runs already is known by what it reports.
        await services.Gates.Backend.WaitAsync(cancellationToken);
        var retry = new RetryDelay(services.Options);
        while (true)
        {
            try
            {
                await FollowAsync(listed, retry, cancellationToken);
                LogEnded(services.Logger, source.Name);
                await Task.Delay(services.Options.RetryDelay, services.TimeProvider, cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                _tried.TrySetResult();
                var delay = retry.Next(e);
                LogFailed(services.Logger, e is ProviderException ? null : e, source.Name, e.Message, delay);
                await Task.Delay(delay, services.TimeProvider, cancellationToken);
            }
        }
    }

    private async Task FollowAsync(Action listed, RetryDelay retry, CancellationToken cancellationToken)
    {
        HashSet<string>? keys = new(StringComparer.Ordinal);
        await foreach (var item in source.WatchAsync(cancellationToken).WithCancellation(cancellationToken))
        {
            switch (item)
            {
                case { Kind: PodSourceItemKind.Set, Pod: { } pod }:
                    keys?.Add(pod.Key);
                    intake.Set(source.Name, pod);
                    break;
                case { Kind: PodSourceItemKind.Deleted, Key: { } key }:
                    keys?.Remove(key);
                    intake.Delete(source.Name, key);
                    break;
                case { Kind: PodSourceItemKind.Synced } when keys is not null:
                    retry.Reset();
                    Listed = keys;
                    keys = null;
                    _synced.TrySetResult();
                    _tried.TrySetResult();
                    listed();
                    break;
            }
        }
    }
}
