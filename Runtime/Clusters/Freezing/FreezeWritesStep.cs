using System.Text.Json;
using Reeve.Clusters;
using Reeve.Runtime.Clusters.Apis;
using Reeve.Runtime.Clusters.Planning;
using Reeve.Runtime.Clusters.Provisioners;

namespace Reeve.Runtime.Clusters.Freezing;

/// <summary>Refuses writes; taken back, it allows them.</summary>
internal sealed class FreezeWritesStep(WriteFreeze freeze, TimeProvider time) : IAgentStep
{
    public string Kind => AgentSteps.Freeze;

    public Task<StepCheck> CheckAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new StepCheck { Done = false });

    public async Task<JsonElement> ApplyAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken)
    {
        await freeze.FreezeAsync(AgentStepArguments.Of(step).Cluster, cancellationToken);
        return default;
    }

    public Task VerifyAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken) =>
        freeze.RequireFrozenAsync(AgentStepArguments.Of(step).Cluster, cancellationToken);

    public async Task UndoAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken)
    {
        var cluster = AgentStepArguments.Of(step).Cluster;
        await ApiReadiness.WaitAsync(context.GetClusterApi(cluster), time, cancellationToken);
        await freeze.ThawAsync(cluster, cancellationToken);
    }
}
