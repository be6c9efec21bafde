using Reeve.Clusters;
using Reeve.Runtime.Clusters.Planning;
using Reeve.Runtime.Clusters.Provisioners;

namespace Reeve.Runtime.Clusters.Workloads;

/// <summary>Starts the workloads that were stopped; taken back, it stops them again, since what comes before is taken back next.</summary>
internal sealed class StartWorkloadsStep(WorkloadSwitch workloads, TimeProvider time) : AgentStep(AgentSteps.Start, time)
{
    protected override Task DoAsync(AgentStepArguments arguments, IClusterApi api, CancellationToken cancellationToken) =>
        workloads.StartAsync(arguments.Cluster, api, cancellationToken);

    protected override Task TakeBackAsync(AgentStepArguments arguments, IClusterApi api, CancellationToken cancellationToken) =>
        workloads.StopAsync(arguments.Cluster, api, cancellationToken);
}
