using Reeve.Plugins.OpenStack.Etcd;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>Takes a master out of etcd before its server goes.</summary>
internal sealed class EtcdStep(CloudSteps steps) : StepKind<EtcdArguments>("etcd-remove", StepJson.Default.EtcdArguments)
{
    protected override async Task<Dictionary<string, string>> ApplyAsync(StepRun<EtcdArguments> run, CancellationToken cancellationToken)
    {
        var etcd = new EtcdMembers(new ClusterCalls(run.Context.GetClusterApi(run.Arguments.Cluster)), steps, run.Arguments.Via, $"{run.Context.OperationId}/{run.Step.Id}");
        await etcd.ForgetAsync(run.Arguments.Node, cancellationToken);
        return [];
    }
}
