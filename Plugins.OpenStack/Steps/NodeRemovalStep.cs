using System.Net;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>Takes a node out of its cluster, so that nothing is sent there any more.</summary>
internal sealed class NodeRemovalStep() : StepKind<NodesArguments>("node-remove", StepJson.Default.NodesArguments)
{
    protected override async Task<Dictionary<string, string>> ApplyAsync(StepRun<NodesArguments> run, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, new Uri($"/api/v1/nodes/{run.Arguments.Nodes[0]}", UriKind.Relative));
        using var response = await run.Context.GetClusterApi(run.Arguments.Cluster).SendAsync(request, cancellationToken);
        return response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted or HttpStatusCode.NotFound
            ? []
            : throw new ProviderException(ErrorReason.Transient, $"The node {run.Arguments.Nodes[0]} could not be removed: {(int)response.StatusCode}.");
    }
}
