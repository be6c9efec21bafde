using Reeve.Containers;
using Reeve.Plugins;
using Reeve.Runtime.Engine.Actors;
using Reeve.Runtime.Engine.Planning;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Capabilities;

/// <summary>Changes pods that run.</summary>
internal sealed class PodUpdate(EngineServices engine) : IPodUpdate
{
    public async Task<IReadOnlyList<PodChangeResult>> UpdatePodAsync(
        ResolvedPod next, PodChanges changes, CancellationToken cancellationToken)
    {
        var actor = engine.Pods.Find(next.Id) ?? throw new ProviderException(ErrorReason.NotFound, $"There is no pod {next.Id}.");
        var told = new TaskCompletionSource<IReadOnlyList<ContainerTrack>>(TaskCreationOptions.RunContinuationsAsynchronously);
        actor.Post(self => self.WhenTakenOver(state => told.SetResult(Updates.Apply(state, next, changes, engine.Now))));
        var resized = await told.Task.WaitAsync(cancellationToken);

        var results = new List<PodChangeResult>();
        foreach (var change in Enum.GetValues<PodChanges>())
        {
            if (change != PodChanges.None && changes.HasFlag(change))
            {
                results.Add(change switch
                {
                    PodChanges.Volumes or PodChanges.Metadata => await ApplyVolumesAsync(actor, next, change, cancellationToken),
                    PodChanges.Resources => await ResizeAsync(actor, resized, next, cancellationToken),
                    _ => Applied(change),
                });
            }
        }

        return results;
    }

    private static async Task<PodChangeResult> ApplyVolumesAsync(
        PodActor actor, ResolvedPod next, PodChanges change, CancellationToken cancellationToken)
    {
        try
        {
            if (next.Volumes.Count > 0)
            {
                await actor.Runner.ApplyVolumesAsync(next, cancellationToken);
            }

            return Applied(change);
        }
        catch (ProviderException e)
        {
            return Refused(change, e.Reason is ErrorReason.Invalid or ErrorReason.Unsupported, e.Message);
        }
    }

    private async Task<PodChangeResult> ResizeAsync(
        PodActor actor, IReadOnlyList<ContainerTrack> resized, ResolvedPod next, CancellationToken cancellationToken)
    {
        if (engine.Driver.Capability<IContainerUpdate>() is not { } update)
        {
            return Refused(PodChanges.Resources, final: true, $"{engine.RuntimeName} cannot change the resources of running containers.");
        }

        var result = engine.Driver.Capability<ISandboxUpdate>() is { } whole
            ? await UpdateAsync(() => whole.UpdateResourcesAsync(next, cancellationToken))
            : Applied(PodChanges.Resources);
        foreach (var container in result.Outcome == PodChangeOutcome.Applied ? resized : [])
        {
            var resources = next.Containers.First(resolved => resolved.Name == container.Name).Spec.Resources;
            var answer = await UpdateAsync(() => update.UpdateResourcesAsync(container.Id, resources, cancellationToken));
            if (answer.Outcome == PodChangeOutcome.Applied)
            {
                actor.Post(self =>
                {
                    container.Resources = resources;
                    self.State!.Changed = true;
                });
            }
            else if (result.Outcome != PodChangeOutcome.Infeasible)
            {
                result = answer;
            }
        }

        var outcome = result;
        actor.Post(self =>
        {
            self.State!.Resize = outcome.Outcome == PodChangeOutcome.Applied ? null : outcome;
            self.State.Changed = true;
        });
        return result;
    }

    private static async Task<PodChangeResult> UpdateAsync(Func<Task<PodChangeResult>> update)
    {
        try
        {
            return await update();
        }
        catch (ProviderException e)
        {
            return Refused(PodChanges.Resources, e.Reason is ErrorReason.Invalid or ErrorReason.Unsupported, e.Message);
        }
    }

    private static PodChangeResult Applied(PodChanges change) => new() { Change = change, Outcome = PodChangeOutcome.Applied };

    private static PodChangeResult Refused(PodChanges change, bool final, string message) =>
        new() { Change = change, Outcome = final ? PodChangeOutcome.Infeasible : PodChangeOutcome.Deferred, Message = message };
}
