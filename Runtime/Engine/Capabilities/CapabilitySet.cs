using Reeve.Containers;
using Reeve.Plugins;
using Reeve.Runtime.Engine.Actors;
using Reeve.Runtime.Engine.Probes;
using Reeve.Workloads;

namespace Reeve.Runtime.Engine.Capabilities;

/// <summary>The capabilities of an engine: its own, and those that the driver makes possible at the moment.</summary>
internal sealed class CapabilitySet(EngineServices engine)
{
    private readonly PodLogs _logs = new(engine);
    private readonly PodUpdate _update = new(engine);
    private readonly PodExec _exec = new(engine);
    private readonly PodAttach _attach = new(engine);
    private readonly PodPortForward _portForward = new(engine);
    private readonly PodStatistics _stats = new(engine);
    private readonly PodAdmission _admission = new(engine);

    public T? Find<T>()
        where T : class
    {
        var driver = engine.Driver;
        object? found =
            typeof(T) == typeof(IPodLogs) ? _logs
            : typeof(T) == typeof(IPodUpdate) ? _update
            : typeof(T) == typeof(IProbeCounts) ? engine.ProbeCounts
            : typeof(T) == typeof(IPodExec) && driver.Capability<IContainerExec>() is not null ? _exec
            : typeof(T) == typeof(IPodAttach) && driver.Capability<IContainerAttach>() is not null ? _attach
            : typeof(T) == typeof(IPodPortForward) && driver.Capability<IContainerPortForward>() is not null ? _portForward
            : typeof(T) == typeof(IPodStats) && driver.Capability<IContainerStats>() is not null ? _stats
            : typeof(T) == typeof(IPodAdmission) && driver.Capability<IPodAdmission>() is not null ? _admission
            : null;
        return (T?)found;
    }
}
