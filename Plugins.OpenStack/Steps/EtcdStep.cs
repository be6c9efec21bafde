using Reeve.Plugins.OpenStack.Distributions;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>Takes a master out of etcd before its server goes.</summary>
internal sealed class EtcdStep(CloudSteps steps) : StepKind<EtcdArguments>("etcd-remove", StepJson.Default.EtcdArguments)
{
    protected override async Task<Dictionary<string, string>> ApplyAsync(StepRun<EtcdArguments> run, CancellationToken cancellationToken)
    {
        var (arguments, api) = (run.Arguments, new ClusterCalls(run.Context.GetClusterApi(run.Arguments.Cluster)));
        await DistributionCatalog.Of(arguments.Distribution).MembersOf(api, steps, arguments.Via, $"{run.Context.OperationId}/{run.Step.Id}").ForgetAsync(arguments.Node, cancellationToken);
        return [];
    }
}
