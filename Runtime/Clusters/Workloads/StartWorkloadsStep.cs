using System.Text.Json;
using Reeve.Clusters;
using Reeve.Runtime.Clusters.Apis;
using Reeve.Runtime.Clusters.Planning;
using Reeve.Runtime.Clusters.Provisioners;

namespace Reeve.Runtime.Clusters.Workloads;

/// <summary>Starts the workloads that were stopped; taken back, it stops them again, since what comes before is taken back next.</summary>
internal sealed class StartWorkloadsStep(WorkloadSwitch workloads, TimeProvider time) : IAgentStep
{
    public string Kind => AgentSteps.Start;

    public Task<StepCheck> CheckAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new StepCheck { Done = false });

    public async Task<JsonElement> ApplyAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken)
    {
        var cluster = AgentStepArguments.Of(step).Cluster;
        await workloads.StartAsync(cluster, context.GetClusterApi(cluster), cancellationToken);
        return default;
    }

    public Task VerifyAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task UndoAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken)
    {
        var cluster = AgentStepArguments.Of(step).Cluster;
        var api = context.GetClusterApi(cluster);
        await ApiReadiness.WaitAsync(api, time, cancellationToken);
        await workloads.StopAsync(cluster, api, cancellationToken);
    }
}
