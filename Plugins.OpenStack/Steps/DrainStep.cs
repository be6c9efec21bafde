namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>Has all pods of a node leave.</summary>
internal sealed class DrainStep(CloudSteps steps) : StepKind<NodesArguments>("drain", StepJson.Default.NodesArguments)
{
    protected override async Task<Dictionary<string, string>> ApplyAsync(StepRun<NodesArguments> run, CancellationToken cancellationToken)
    {
        var api = new ClusterCalls(run.Context.GetClusterApi(run.Arguments.Cluster));
        await NodeDrain.EmptyAsync(steps, api, run.Arguments.Nodes[0], run.Context.ReportProgress, cancellationToken);
        return [];
    }
}
