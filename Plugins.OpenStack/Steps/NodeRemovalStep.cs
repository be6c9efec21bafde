namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>Takes a node out of its cluster, so that nothing is sent there any more.</summary>
internal sealed class NodeRemovalStep() : StepKind<NodesArguments>("node-remove", StepJson.Default.NodesArguments)
{
    protected override async Task<Dictionary<string, string>> ApplyAsync(StepRun<NodesArguments> run, CancellationToken cancellationToken)
    {
        await new ClusterCalls(run.Context.GetClusterApi(run.Arguments.Cluster)).DeleteAsync($"/api/v1/nodes/{run.Arguments.Nodes[0]}", cancellationToken);
        return [];
    }
}
