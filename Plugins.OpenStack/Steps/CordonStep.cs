namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>Lets a node get no more pods. Taken back, it gets some again.</summary>
internal sealed class CordonStep() : StepKind<NodesArguments>("cordon", StepJson.Default.NodesArguments)
{
    protected override async Task<Dictionary<string, string>> ApplyAsync(StepRun<NodesArguments> run, CancellationToken cancellationToken)
    {
        await CloseAsync(run, true, cancellationToken);
        return [];
    }

    protected override Task UndoAsync(StepRun<NodesArguments> run, CancellationToken cancellationToken) => CloseAsync(run, false, cancellationToken);

    private static Task CloseAsync(StepRun<NodesArguments> run, bool isClosed, CancellationToken cancellationToken) =>
        NodeDrain.CloseAsync(new ClusterCalls(run.Context.GetClusterApi(run.Arguments.Cluster)), run.Arguments.Nodes[0], isClosed, cancellationToken);
}
