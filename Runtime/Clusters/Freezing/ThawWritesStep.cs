using Reeve.Clusters;
using Reeve.Runtime.Clusters.Planning;
using Reeve.Runtime.Clusters.Provisioners;

namespace Reeve.Runtime.Clusters.Freezing;

/// <summary>Allows writes again; taken back, it refuses them, since what comes before is taken back next.</summary>
internal sealed class ThawWritesStep(WriteFreeze freeze, TimeProvider time) : AgentStep(AgentSteps.Thaw, time)
{
    protected override Task DoAsync(AgentStepArguments arguments, IClusterApi api, CancellationToken cancellationToken) =>
        freeze.ThawAsync(arguments.Cluster, cancellationToken);

    protected override Task TakeBackAsync(AgentStepArguments arguments, IClusterApi api, CancellationToken cancellationToken) =>
        freeze.FreezeAsync(arguments.Cluster, cancellationToken);
}
