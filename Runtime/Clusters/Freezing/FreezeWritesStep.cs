using Reeve.Clusters;
using Reeve.Runtime.Clusters.Planning;
using Reeve.Runtime.Clusters.Provisioners;

namespace Reeve.Runtime.Clusters.Freezing;

/// <summary>Refuses writes; taken back, it allows them.</summary>
internal sealed class FreezeWritesStep(WriteFreeze freeze, TimeProvider time) : AgentStep(AgentSteps.Freeze, time)
{
    protected override Task DoAsync(AgentStepArguments arguments, IClusterApi api, CancellationToken cancellationToken) =>
        freeze.FreezeAsync(arguments.Cluster, cancellationToken);

    protected override Task RequireDoneAsync(AgentStepArguments arguments, IClusterApi api, CancellationToken cancellationToken) =>
        freeze.RequireFrozenAsync(arguments.Cluster, cancellationToken);

    protected override Task TakeBackAsync(AgentStepArguments arguments, IClusterApi api, CancellationToken cancellationToken) =>
        freeze.ThawAsync(arguments.Cluster, cancellationToken);
}
