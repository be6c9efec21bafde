namespace Reeve.Plugins.OpenStack.Steps;

/// <summary>The last step of a removal: sees that nothing bears the cluster's marks any more.</summary>
internal sealed class CleanStep(CloudSteps steps) : StepKind<ClusterArguments>("verify-clean", StepJson.Default.ClusterArguments)
{
    protected override async Task<Dictionary<string, string>> ApplyAsync(StepRun<ClusterArguments> run, CancellationToken cancellationToken)
    {
        await Sweep.RunAsync(steps, run.Arguments.Cluster, run.Context, cancellationToken);
        return [];
    }
}
