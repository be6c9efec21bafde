using Reeve.Plugins.OpenStack.Observation;

namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>Waits until machines are ready nodes of the cluster.</summary>
internal sealed class NodesStep(CloudSteps steps) : StepKind<NodesArguments>("nodes-ready", StepJson.Default.NodesArguments)
{
    protected override Task<Dictionary<string, string>> ApplyAsync(StepRun<NodesArguments> run, CancellationToken cancellationToken) =>
        Task.FromResult(new Dictionary<string, string>());

    protected override Task VerifyAsync(StepRun<NodesArguments> run, CancellationToken cancellationToken)
    {
        var api = run.Context.GetClusterApi(run.Arguments.Cluster);
        return steps.WaitAsync(
            async () =>
            {
                if (await ClusterNodes.ReadAsync(api, steps.Time, cancellationToken) is not { } seen)
                {
                    run.Context.ReportProgress("The API server does not answer yet");
                    return null;
                }

                var missing = run.Arguments.Nodes.Where(name => !seen.Nodes.Any(node => node.Name == name && node.Ready
                    && (run.Arguments.Version.Length == 0 || node.Version == run.Arguments.Version))).ToList();
                run.Context.ReportProgress(missing.Count == 0 ? "All nodes are ready" : $"Not ready yet: {string.Join(", ", missing)}");
                return missing.Count == 0 ? seen.Nodes : null;
            },
            cancellationToken);
    }
}
