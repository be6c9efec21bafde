using System.Text.Json;
using Reeve.Clusters;
using Reeve.Runtime.Clusters.Apis;
using Reeve.Runtime.Clusters.Planning;
using Reeve.Runtime.Clusters.Provisioners;

namespace Reeve.Runtime.Clusters.Freezing;

/// <summary>Allows writes again; taken back, it refuses them, since what comes before is taken back next.</summary>
internal sealed class ThawWritesStep(WriteFreeze freeze, TimeProvider time) : IAgentStep
{
    public string Kind => AgentSteps.Thaw;

    public Task<StepCheck> CheckAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new StepCheck { Done = false });

    public async Task<JsonElement> ApplyAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken)
    {
        await freeze.ThawAsync(AgentStepArguments.Of(step).Cluster, cancellationToken);
        return default;
    }

    public Task VerifyAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task UndoAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken)
    {
        var cluster = AgentStepArguments.Of(step).Cluster;
        await ApiReadiness.WaitAsync(context.GetClusterApi(cluster), time, cancellationToken);
        await freeze.FreezeAsync(cluster, cancellationToken);
    }
}
