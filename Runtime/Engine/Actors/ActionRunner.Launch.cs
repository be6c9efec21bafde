using Reeve.Containers;
using Reeve.Runtime.Engine.Planning;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Actors;

internal sealed partial class ActionRunner
{
    private async Task LaunchAsync(ResolvedPod pod, ContainerTrack container, ResolvedContainer resolved, ContainerId id, PodFacts facts)
    {
        // A pull may take its time, and holds up nobody who has his image.
        var wait = container.ImageWait!;
        var image = await ObtainImagesAsync(pod, container, resolved, id, wait.Token);
        Post((_, _) =>
        {
            container.ImageWait = null;
            wait.Dispose();
        });
        if (image is null)
        {
            return;
        }

        await _engine.Starts.WaitAsync(_engine.Stopping);
        var reason = Waiting.CreateContainerConfigError;
        try
        {
            var launch = _engine.Launch.Build(pod, resolved, id, image, facts);
            reason = Waiting.CreateContainerError;
            var observation = await _engine.Driver.StartContainerAsync(launch, _engine.Stopping);
            Post((state, now) =>
            {
                Launches.Done(state, container, observation, image, _engine.Listing, now);
                RemoveOld(state, container);
            });
        }
        catch (Exception e) when (Expect(e) is { } failure)
        {
            var why = new LaunchFailure(reason, failure.Message, failure.RetryAfter);
            Post((state, now) => Launches.Failed(state, container, why, now));
        }
        finally
        {
            _engine.Starts.Release();
        }
    }

    /// <summary>Keeps the newest attempt and the one before it, which <c>lastState</c> and the previous log need.</summary>
    private void RemoveOld(PodState state, ContainerTrack container)
    {
        var newest = container.Attempt;
        var oldest = container.OldestKept;
        if (newest - oldest < 2)
        {
            return;
        }

        container.OldestKept = newest - 1;
        state.Removals++;
        Start(() => RemoveOldAsync(container, oldest, newest));
    }

    private async Task RemoveOldAsync(ContainerTrack container, int oldest, int newest)
    {
        for (var attempt = oldest; attempt < newest - 1; attempt++)
        {
            var id = container.IdOf(attempt);
            try
            {
                _engine.Messages.Remove(id);
                await _engine.Driver.RemoveContainerAsync(id, _engine.Stopping);
            }
            catch (Exception e) when (Expect(e) is { } failure)
            {
                if (failure.Reason != ErrorReason.NotFound)
                {
                    LogUnremoved(_engine.Logger, id, failure.Message);
                }
            }
        }

        try
        {
            _engine.Logs.Prune(container.IdOf(newest));
        }
        finally
        {
            Post(static (state, _) => state.Removals--);
        }
    }
}
