using System.Text.Json;
using Reeve.Clusters;
using Reeve.Runtime.Clusters.Apis;
using Reeve.Runtime.Clusters.Planning;
using Reeve.Runtime.Clusters.Provisioners;

namespace Reeve.Runtime.Clusters.Workloads;

/// <summary>Stops workloads; taken back, it starts them again unless they were stopped before.</summary>
internal sealed class StopWorkloadsStep(WorkloadSwitch workloads, TimeProvider time) : IAgentStep
{
    private const int Shown = 5;

    public string Kind => AgentSteps.Stop;

    public Task<StepCheck> CheckAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new StepCheck { Done = false });

    public async Task<JsonElement> ApplyAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken)
    {
        var cluster = AgentStepArguments.Of(step).Cluster;
        await workloads.StopAsync(cluster, context.GetClusterApi(cluster), cancellationToken);
        return default;
    }

    public async Task VerifyAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken)
    {
        var cluster = AgentStepArguments.Of(step).Cluster;
        var api = context.GetClusterApi(cluster);
        if (await workloads.FindRunningAsync(api, cancellationToken) is { Count: > 0 } running)
        {
            await workloads.StopAsync(cluster, api, cancellationToken); // some may have been made meanwhile
            throw new ProviderException(
                ErrorReason.Transient, $"{running.Count} pods still run: {string.Join(", ", running.Take(Shown))}{(running.Count > Shown ? ", …" : "")}");
        }
    }

    public async Task UndoAsync(ClusterStep step, IStepContext context, CancellationToken cancellationToken)
    {
        var arguments = AgentStepArguments.Of(step);
        if (!arguments.WereStopped)
        {
            var api = context.GetClusterApi(arguments.Cluster);
            await ApiReadiness.WaitAsync(api, time, cancellationToken);
            await workloads.StartAsync(arguments.Cluster, api, cancellationToken);
        }
    }
}
