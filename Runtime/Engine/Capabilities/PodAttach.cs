using Reeve.Containers;
using Reeve.Plugins;
using Reeve.Runtime.Engine.Actors;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Capabilities;

/// <summary>Attaches to the running attempt of a container.</summary>
internal sealed class PodAttach(EngineServices engine) : IPodAttach
{
    public async Task AttachAsync(PodId pod, string container, AttachRequest request, CancellationToken cancellationToken)
    {
        var id = await RunningContainers.FindAsync(engine, pod, container, cancellationToken);
        await engine.Driver.RequireCapability<IContainerAttach>(engine.RuntimeName, "attach to containers")
            .AttachAsync(id, request, cancellationToken);
    }
}
