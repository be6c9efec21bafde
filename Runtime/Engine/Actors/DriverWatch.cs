using Reeve.Containers;
using Reeve.Runtime.Engine.Planning;

namespace Reeve.Runtime.Engine.Actors;

/// <summary>
/// Follows the driver's watch for as long as the engine lives and hands what it says to the pods. When a watch ends (a plugin was
/// replaced) it is begun again; what was known stays known meanwhile.
/// </summary>
internal sealed partial class DriverWatch(EngineServices engine)
{
    private static readonly TimeSpan _firstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _maxPause = TimeSpan.FromSeconds(30);

    public async Task RunAsync()
    {
        var backoff = default(Backoff);
        while (!engine.Stopping.IsCancellationRequested)
        {
            try
            {
                await FollowAsync();
                LogEnded(engine.Logger);
            }
            catch (OperationCanceledException) when (engine.Stopping.IsCancellationRequested)
            {
                return;
            }
            catch (ProviderException e)
            {
                LogFailed(engine.Logger, e.Message);
            }
            catch (Exception e)
            {
                LogFault(engine.Logger, e);
            }

            var now = engine.Now;
            backoff = backoff.Grow(now, now, _firstPause, _maxPause);
            try
            {
                await Task.Delay(backoff.Delay, engine.Clock, engine.Stopping);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task FollowAsync()
    {
        var listing = ++engine.Listing;
        var synced = false;
        await foreach (var item in engine.Driver.WatchContainersAsync(engine.Stopping))
        {
            switch (item.Kind)
            {
                case ContainerWatchKind.Observation when item.Observation is { } observation:
                    // Only a listing brings pods that the engine has not heard of. Later on they are those that were just removed.
                    var pod = synced ? engine.Pods.Find(observation.Id.Pod) : engine.Pods.GetOrAdd(observation.Id.Pod);
                    pod?.Post(actor => actor.Observe(observation, listing));
                    break;
                case ContainerWatchKind.Synced:
                    synced = true;
                    engine.Synced.TrySetResult();
                    var reports = new List<Task>();
                    foreach (var known in engine.Pods.All)
                    {
                        known.Post(actor => actor.Listed(listing));
                        reports.Add(known.ReportedAsync());
                    }

                    _ = CompleteAsync(reports);
                    break;
            }

            engine.Watched++;
        }
    }

    private async Task CompleteAsync(List<Task> reports)
    {
        await Task.WhenAll(reports);
        engine.Listed.TrySetResult();
    }
}
