using Reeve.Containers;
using Reeve.Plugins;
using Reeve.Runtime.Engine.Actors;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Capabilities;

/// <summary>Runs commands in the running attempt of a container.</summary>
internal sealed class PodExec(EngineServices engine) : IPodExec
{
    public async Task<int> ExecAsync(PodId pod, string container, ExecRequest request, CancellationToken cancellationToken)
    {
        var id = await RunningContainers.FindAsync(engine, pod, container, cancellationToken);
        return await engine.Driver.RequireCapability<IContainerExec>(engine.RuntimeName, "run commands in containers")
            .ExecAsync(id, request, cancellationToken);
    }
}
