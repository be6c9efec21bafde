using Reeve.Clusters;
using Reeve.Runtime.Clusters.Planning;
using Reeve.Runtime.Clusters.Provisioners;

namespace Reeve.Runtime.Clusters.Workloads;

/// <summary>Stops workloads; taken back, it starts them again unless they were stopped before.</summary>
internal sealed class StopWorkloadsStep(WorkloadSwitch workloads, TimeProvider time) : AgentStep(AgentSteps.Stop, time)
{
    private const int Shown = 5;

    protected override Task DoAsync(AgentStepArguments arguments, IClusterApi api, CancellationToken cancellationToken) =>
        workloads.StopAsync(arguments.Cluster, api, cancellationToken);

    protected override async Task RequireDoneAsync(AgentStepArguments arguments, IClusterApi api, CancellationToken cancellationToken)
    {
        if (await workloads.FindRunningAsync(api, cancellationToken) is { Count: > 0 } running)
        {
            await workloads.StopAsync(arguments.Cluster, api, cancellationToken); // some may have been made meanwhile
            throw new ProviderException(
                ErrorReason.Transient, $"{running.Count} pods still run: {string.Join(", ", running.Take(Shown))}{(running.Count > Shown ? ", …" : "")}");
        }
    }

    protected override bool IsTakenBack(AgentStepArguments arguments) => !arguments.WereStopped;

    protected override Task TakeBackAsync(AgentStepArguments arguments, IClusterApi api, CancellationToken cancellationToken) =>
        workloads.StartAsync(arguments.Cluster, api, cancellationToken);
}
