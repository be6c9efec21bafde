using Reeve.Runtime.Engine.Actors;
using Reeve.Runtime.Engine.Planning;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Capabilities;

/// <summary>Finds the running attempt of a container.</summary>
internal static class RunningContainers
{
    /// <exception cref="ProviderException">
    /// <see cref="ErrorReason.NotFound"/>: no such pod or container. <see cref="ErrorReason.Conflict"/>: it does not run.
    /// </exception>
    public static async Task<ContainerId> FindAsync(EngineServices engine, PodId pod, string container, CancellationToken cancellationToken)
    {
        var actor = engine.Pods.Find(pod) ?? throw new ProviderException(ErrorReason.NotFound, $"There is no pod {pod}.");
        return await actor.AskAsync(self => self.State is { } state ? Find(state, container) : Find(self, container))
            .WaitAsync(cancellationToken);
    }

    private static ContainerId Find(PodState pod, string name)
    {
        var container = pod.Find(name) ?? throw NotFound(pod.Id, name);
        return container.Stage == Stage.Running ? container.Id : throw NotRunning(name);
    }

    private static ContainerId Find(PodActor actor, string name)
    {
        var newest = actor.Observations.Where(observation => observation.Id.Name == name)
            .MaxBy(static observation => observation.Id.Attempt) ?? throw NotFound(actor.Id, name);
        return newest.State == ContainerRunState.Running ? newest.Id : throw NotRunning(name);
    }

    private static ProviderException NotFound(PodId pod, string name) =>
        new(ErrorReason.NotFound, $"The pod {pod} has no container {name}.");

    private static ProviderException NotRunning(string name) => new(ErrorReason.Conflict, $"The container {name} does not run.");
}
