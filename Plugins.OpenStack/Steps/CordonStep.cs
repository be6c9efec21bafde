using System.Text.Json.Nodes;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>Lets a node get no more pods. Taken back, it gets some again.</summary>
internal sealed class CordonStep() : StepKind<NodesArguments>("cordon", StepJson.Default.NodesArguments)
{
    protected override async Task<Dictionary<string, string>> ApplyAsync(StepRun<NodesArguments> run, CancellationToken cancellationToken)
    {
        await SetAsync(run, true, cancellationToken);
        return [];
    }

    protected override Task UndoAsync(StepRun<NodesArguments> run, CancellationToken cancellationToken) => SetAsync(run, null, cancellationToken);

    // Null takes the field away, which is how a node is that was never closed. A node that is gone is fine.
    private static Task<bool> SetAsync(StepRun<NodesArguments> run, bool? closed, CancellationToken cancellationToken) =>
        new ClusterCalls(run.Context.GetClusterApi(run.Arguments.Cluster)).MergeAsync(
            $"/api/v1/nodes/{run.Arguments.Nodes[0]}", new JsonObject { ["spec"] = new JsonObject { ["unschedulable"] = closed } }, cancellationToken);
}
